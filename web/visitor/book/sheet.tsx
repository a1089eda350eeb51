/** What is about to be sent, line by line, each with the way to change it; then it is sent once. */

import { useState } from "preact/hooks";
import { post, type Problem } from "../../src/api";
import type { Booking } from "../../src/types";
import { Button, Notice, ProblemNote } from "../../src/ui";
import { keepBooking } from "../mine";
import { replace, to } from "../route";
import { type Aim, linkTo } from "./aim";
import { asksNik, type Asked, bodyOf, familyPages, useAsked } from "./asked";
import { useTicked } from "./bring";
import { useRefused } from "./details";
import { NEEDS_ROOM, ToRoom } from "./hold-note";
import type { Ready } from "./steps";
import { Summary } from "./summary";
import { pageOf, refusedField, unready } from "./to-fix";
import { t } from "./words";

export type WayProps = Ready & { aim: Aim; asked: Asked };

interface SheetProps extends WayProps {
  path: string;
  more(): object;
  when: string;
  button: string;
  done?(): void;
  full?(problem: Problem): void;
}

export function Sheet({ aim, asked, service, office, path, more, when, button, done, full }: SheetProps) {
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
      const fault = refusedField(said, asked, service, aim);
      if (full && GONE.has(said.kind)) return full(said);
      if (fault) keepRefused(fault);
      setProblem(said);
      setBusy(false);
    }
  };
  const fault = problem && refusedField(problem, asked, service, aim);
  const open = unready(asked, service, aim);
  return (
    <form class="stack" onSubmit={send}>
      <Summary faults={fault ? [fault] : open} />
      {problem && NEEDS_ROOM.has(problem.kind) ? <ToRoom aim={aim} problem={problem} />
        : problem?.kind === "places-free" ? <Notice title={problem.title} role="alert"><a class="button" href={to("o", aim.office, aim.service, "book")}>{t("placeTitle")}</a></Notice>
        : !fault && <ProblemNote problem={problem} />}
      <dl class="card sheet-rows">
        <Row name={t("rowService")} value={`${service.name}, ${office.name}`} />
        <Row name={t("rowWhen")} value={when} href={linkTo(aim, "place")} />
        <Row name={t("rowWho")} value={asked.who === "family" ? t("forPeople", asked.size) : t(`who_${asked.who}`)} href={linkTo(aim, "who")} />
        <Row name={t("rowName")} value={asked.name.trim() || t("none")} href={linkTo(aim, "details")} />
        {asksNik(service) && <Row name={t("nik")} value={asked.nik} href={linkTo(aim, "details")} />}
        <Row name={t("rowPhone")} value={asked.phone.trim() || t("none")} href={linkTo(aim, "details")} />
        {familyPages(asked, service).map((page, n) => page.map((one) => (
          <Row key={one} name={t("person", one + 2)} value={[asked.members[one]?.name, asked.members[one]?.nik].filter(Boolean).join(" · ") || t("none")}
            href={linkTo(aim, pageOf(n))} />
        )))}
        {service.requires.length > 0 && <Row name={t("rowBring")} value={t("ticked", ticked.length, service.requires.length)} href={linkTo(aim, "bring")} />}
      </dl>
      <Button wide type="submit" busy={busy}>{button}</Button>
    </form>
  );
}

/** Refusals after which another place is needed. */
const GONE = new Set(["slot-full", "slot-past", "drawn-instead"]);

function Row({ name, value, href }: { name: string; value: string; href?: string }) {
  return <div><dt>{name}</dt><dd><span>{value}</span>{href && <a href={href}>{t("change")}<span class="only-read"> {name}</span></a>}</dd></div>;
}
