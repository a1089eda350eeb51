/** Everything once more before it is sent, each with the way to change it. */

import { useState } from "preact/hooks";
import type { Problem } from "../../src/api";
import { serverTime } from "../../src/server-time";
import { clockZone, longDate, noonOf, shortDate, zoneName } from "../../src/time";
import type { Office } from "../../src/types";
import { type Aim, linkTo } from "./aim";
import { partyOf, useAsked } from "./asked";
import { Full } from "./full";
import { UnlessHad } from "./had";
import { HoldNote, lostPlace } from "./hold-note";
import { passOf } from "./pass";
import { Sheet, type WayProps } from "./sheet";
import { Frame } from "./steps";
import { useHold } from "./use-hold";
import { type Span, useSpan } from "./wait";
import { useWishes } from "./wishes";
import { t } from "./words";

export function ReviewPage({ aim }: { aim: Aim }) {
  const [asked] = useAsked();
  const Way = { book: BookReview, wait: WaitReview, draw: DrawReview }[aim.goal];
  return <Frame aim={aim} step="review" asked={asked} title={t("reviewTitle")}>{(ready) => <UnlessHad aim={aim}><Way aim={aim} asked={asked} {...ready} /></UnlessHad>}</Frame>;
}

function BookReview(props: WayProps) {
  const { aim, asked, office } = props;
  const held = useHold(aim.office, aim.service, aim.at!, partyOf(asked));
  const [full, setFull] = useState<Problem>();
  const lost = full ?? (lostPlace(held) ? held.problem : undefined);
  if (lost) return <Full problem={lost} office={aim.office} service={aim.service} slot={aim.at!} back={linkTo(aim, "place")} />;
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

/** A slot's id is its start on the office's own clock. */
function startOf(slot: string, office: Office, short = false): string {
  const at = `${slot.slice(0, 10)}T${slot.slice(11, 16)}:00Z`;
  const clock = clockZone(at, "UTC").split(" ")[0];
  return short ? clock! : `${longDate(at, "UTC")}, ${clock} ${zoneName(office.time_zone)}`;
}

const daysOf = ({ any, from, to: until }: Span) => (any ? {} : { ...(from && { from }), ...(until && { to: until }) });
const saidSpan = ({ any, from, to: until }: Span) =>
  any ? t("anyDay") : t("between", from ? shortDate(noonOf(from), "UTC") : "…", until ? shortDate(noonOf(until), "UTC") : "…");
