/** Everything once more before it is sent, each with the way to change it. */

import { useState } from "preact/hooks";
import { post, type Problem } from "../../src/api";
import { serverTime } from "../../src/server-time";
import { clockZone, longDate, noonOf, shortDate, zoneName } from "../../src/time";
import type { Booking, Office, Service } from "../../src/types";
import { Button, ProblemNote } from "../../src/ui";
import { keepBooking } from "../mine";
import { replace } from "../route";
import { type Aim, linkTo, type Step } from "./aim";
import { asksNik, type Asked, bodyOf, familyPages, faultIn, partyOf, useAsked } from "./asked";
import { useTicked } from "./bring";
import { useRefused } from "./details";
import { Full } from "./full";
import { UnlessHad } from "./had";
import { HoldNote, lostPlace, NEEDS_ROOM, ToRoom } from "./hold-note";
import { passOf } from "./pass";
import { Frame, type Ready } from "./steps";
import { type Fault, Summary } from "./summary";
import { useHold } from "./use-hold";
import { type Span, useSpan } from "./wait";
import { useWishes } from "./wishes";
import { t } from "./words";

export function ReviewPage({ aim }: { aim: Aim }) {
  const [asked] = useAsked();
  const Way = { book: BookReview, wait: WaitReview, draw: DrawReview }[aim.goal];
  return <Frame aim={aim} step="review" asked={asked} title={t("reviewTitle")}>{(ready) => <UnlessHad aim={aim}><Way aim={aim} asked={asked} {...ready} /></UnlessHad>}</Frame>;
}

type WayProps = Ready & { aim: Aim; asked: Asked };

function BookReview(props: WayProps) {
  const { aim, asked, office } = props;
  const held = useHold(aim.office, aim.service, aim.at!, partyOf(asked));
  const [full, setFull] = useState<Problem>();
  const lost = full ?? (lostPlace(held) ? held.problem : undefined);
  if (lost) return <Full problem={lost} office={aim.office} service={aim.service} back={linkTo(aim, "place")} />;
  const more = () => {
    const pass = passOf(aim.office, aim.service, aim.at!.slice(0, 10), serverTime());
    return { slot: aim.at, ...(held.hold && { hold: held.hold.hold }), ...(pass && { pass: pass.pass }) };
  };
  const start = startOf(aim.at!, office);
  return (
    <>
      <HoldNote held={held} aim={aim} />
      <Sheet {...props} path={`/offices/${aim.office}/bookings`} more={more} when={start} button={t("confirmBooking")} done={held.used} full={setFull} />
    </>
  );
}

function WaitReview(props: WayProps) {
  const [span] = useSpan(props.aim);
  return <Sheet {...props} path={`/offices/${props.aim.office}/waitlist`} more={() => daysOf(span)} when={saidSpan(span)} button={t("joinWaitlist")} />;
}

function DrawReview(props: WayProps) {
  const { aim, office } = props;
  const [{ slots, waitlist }] = useWishes(aim);
  const when = [shortDate(noonOf(aim.at!), "UTC"), slots.length ? slots.map((slot) => startOf(slot, office, true)).join(", ") : t("anyTime")].join(" · ");
  return <Sheet {...props} path={`/offices/${aim.office}/services/${aim.service}/draws/${aim.at}/entries`}
    more={() => ({ ...(slots.length && { slots }), ...(waitlist && { waitlist }) })} when={when} button={t("enterDraw")} />;
}

interface SheetProps extends WayProps {
  path: string;
  more(): object;
  when: string;
  button: string;
  done?(): void;
  full?(problem: Problem): void;
}

function Sheet({ aim, asked, service, office, path, more, when, button, done, full }: SheetProps) {
  const [, , forgetAsked] = useAsked();
  const [ticked, , forgetTicked] = useTicked(aim);
  const [, keepRefused, forgetRefused] = useRefused();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const form = `${aim.goal}:${aim.office}:${aim.service}`;
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const { service: name, ...rest } = bodyOf(asked, service);
      // The draw's path says the service already.
      const booking = await post<Booking>(path, { ...(aim.goal !== "draw" && { service: name }), ...rest, ...more() }, form);
      keepBooking(booking);
      for (const forget of [forgetAsked, forgetTicked, forgetRefused, done]) forget?.();
      replace("b", booking.code);
    } catch (refused) {
      const said = refused as Problem;
      const fault = faultOf(said, aim);
      if (said.kind === "slot-full" && full) return full(said);
      if (fault) keepRefused(fault);
      setProblem(said);
      setBusy(false);
    }
  };
  const fault = problem && faultOf(problem, aim);
  const open = unready(asked, service, aim);
  return (
    <form class="stack" onSubmit={send}>
      <Summary faults={fault ? [fault] : open} />
      {problem && NEEDS_ROOM.has(problem.kind) ? <ToRoom aim={aim} problem={problem} /> : !fault && <ProblemNote problem={problem} />}
      <dl class="card sheet-rows">
        <Row name={t("rowService")} value={`${service.name}, ${office.name}`} />
        <Row name={t("rowWhen")} value={when} href={linkTo(aim, "place")} />
        <Row name={t("rowWho")} value={asked.who === "family" ? t("forPeople", asked.size) : t(`who_${asked.who}`)} href={linkTo(aim, "who")} />
        <Row name={t("rowName")} value={asked.name.trim() || t("none")} href={linkTo(aim, "details")} />
        {asksNik(service) && <Row name={t("nik")} value={asked.nik} href={linkTo(aim, "details")} />}
        <Row name={t("rowPhone")} value={asked.phone.trim() || t("none")} href={linkTo(aim, "details")} />
        {familyPages(asked, service).map((page, n) => page.map((one) => (
          <Row key={one} name={t("person", one + 2)} value={[asked.members[one]?.name, asked.members[one]?.nik].filter(Boolean).join(" · ") || t("none")}
            href={linkTo(aim, n ? "family2" : "family")} />
        )))}
        {service.requires.length > 0 && <Row name={t("rowBring")} value={t("ticked", ticked.length, service.requires.length)} href={linkTo(aim, "bring")} />}
      </dl>
      <Button wide type="submit" busy={busy}>{button}</Button>
    </form>
  );
}

function Row({ name, value, href }: { name: string; value: string; href?: string }) {
  return <div><dt>{name}</dt><dd><span>{value}</span>{href && <a href={href}>{t("change")}<span class="only-read"> {name}</span></a>}</dd></div>;
}

/** The page of a field that the server refused; nothing for what is no field of this form. */
function faultOf(problem: Problem, aim: Aim): Fault | undefined {
  if (!problem.field) return undefined;
  const field = problem.field.replace(/^visitor\./, "").replace(/\[(\d+)\]/g, ".$1");
  const step = stepOf(field);
  return step && { field, text: problem.detail || problem.title, href: linkTo(aim, step) };
}

function stepOf(field: string): Step | undefined {
  if (/^(name|phone|nik|visitor)$/.test(field)) return "details";
  if (/^members/.test(field)) return "family";
  if (/^(slots?|from|to|day)(\.|$)/.test(field)) return "place";
  return /^(party|for)$/.test(field) ? "who" : undefined;
}

/** What is not filled in yet, for who came here by a link of their own. */
function unready(asked: Asked, service: Service, aim: Aim): Fault[] {
  const fields = ["name", ...(asksNik(service) ? ["nik"] : []), "phone"];
  const own = fields.map((field) => [field, "details"] as const);
  const others = familyPages(asked, service).flatMap((page, n) => page.flatMap((one) =>
    [`members.${one}.name`, ...(asksNik(service) ? [`members.${one}.nik`] : [])].map((field) => [field, n ? "family2" : "family"] as const)));
  return [...own, ...others].flatMap(([field, step]) => {
    const fault = faultIn(asked, field, service);
    return fault ? [{ field, text: fault, href: linkTo(aim, step) }] : [];
  });
}

/** A slot's id is its start on the office's own clock. */
function startOf(slot: string, office: Office, short = false): string {
  const at = `${slot.slice(0, 10)}T${slot.slice(11, 16)}:00Z`;
  const clock = clockZone(at, "UTC").split(" ")[0];
  return short ? clock! : `${longDate(at, "UTC")}, ${clock} ${zoneName(office.time_zone)}`;
}

const daysOf = ({ any, from, to: until }: Span) => (any ? {} : { ...(from && { from }), ...(until && { to: until }) });
const saidSpan = ({ any, from, to: until }: Span) =>
  any ? t("anyDay") : t("between", from ? shortDate(noonOf(from), "UTC") : "…", until ? shortDate(noonOf(until), "UTC") : "…");
