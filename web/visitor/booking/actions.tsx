/** What one can do with a booking in its state; what matters most comes first. */

import { useEffect, useState } from "preact/hooks";
import { post, type Problem } from "../../src/api";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clockZone, dayOf, decimal } from "../../src/time";
import type { Booking, Office, Service, Ticket } from "../../src/types";
import { Button, Notice, ProblemNote } from "../../src/ui";
import { CheckIn } from "../check-in";
import { OwnData } from "../own-data";
import { Qr } from "../qr";
import { to } from "../route";
import { Bring } from "../shared";
import { Share } from "../share";
import { Sure } from "../sure";
import { Way } from "../way";
import { checkInSpan } from "./check-in-span";
import { Keep, TakeBack } from "./keep";
import { t } from "./words";

interface ActionsProps {
  booking: Booking;
  office?: Office;
  service?: Service;
  take(booking: Booking): void;
  reload(): void;
  cancel(): Promise<void>;
  come(ticket: Ticket): void;
}

export function Actions(props: ActionsProps) {
  const { booking, take } = props;
  return (
    <>
      <Drawn booking={booking} />
      <Own {...props} />
      <OwnData path={`/bookings/${booking.code}`} kept={booking.visitor} erased={() => take({ ...booking, visitor: {} })} />
    </>
  );
}

/** Where the draw can be checked, for who took part in one. */
function Drawn({ booking: { draw, state, office, service } }: { booking: Booking }) {
  if (!draw) return null;
  return (
    <section class="card stack">
      {draw.rank && state !== "not_drawn" && <p>{t("drawnRank", decimal(draw.rank), decimal(draw.entries ?? 0))}</p>}
      <p class="soft small">{t("entryIs")}<br /><span class="codes hash">{draw.entry}</span></p>
      <a class={`button ${state === "entered" ? "" : "second"}`} href={to("o", office, service, "draw", draw.day)}>{t(state === "entered" ? "seeDraw" : "checkDraw")}</a>
    </section>
  );
}

function Own(props: ActionsProps) {
  const { booking, office, service, cancel } = props;
  const again = <a class="button" href={to("o", booking.office, booking.service, "book")}>{t("bookAgain")}</a>;
  switch (booking.state) {
    case "booked": return <Booked {...props} />;
    case "waiting": return booking.closure ? <Displaced booking={booking} cancel={cancel} /> : <Sure label={t("leaveList")} question={t("leaveListSure")} yes={t("leaveListYes")} no={t("leaveListNo")} act={cancel} />;
    case "offered": return <Offered {...props} />;
    case "entered": return <Sure label={t("leaveDraw")} question={t("leaveDrawSure")} yes={t("leaveDrawYes")} no={t("leaveDrawNo")} act={cancel} />;
    case "not_drawn": return <>
      <a class="button" href={to("o", booking.office, booking.service, "wait")}>{t("toWaitlist")}</a>
      <a class="button second" href={to("o", booking.office, booking.service, "book")}>{t("otherDay")}</a></>;
    case "checked_in": return booking.ticket ? <a class="button" href={to("t", booking.ticket)}>{t("openTicket")}</a> : null;
    case "expired": return <>
      <a class="button" href={to("o", booking.office, booking.service)}>{t("takeInstead")}</a>
      <a class="button second" href={to("o", booking.office, booking.service, "book")}>{t("bookAgain")}</a></>;
    case "cancelled": return <>{again}{booking.slot && office && service && <TakeBack booking={booking} office={office} service={service} />}</>;
  }
}

function Booked({ booking, office, service, come, cancel, reload }: ActionsProps) {
  const today = isToday(booking, office);
  return (
    <>
      {today && <Come booking={booking} office={office} come={come} reload={reload} />}
      <Qr kind="b" code={booking.code} open={today} />
      {service && <Bring service={service} />}
      {office && service && <Keep booking={booking} office={office} service={service} />}
      {office && <Way office={office} />}
      <Share title={`${t("yourBooking")}, ${office?.name ?? booking.office}`} />
      <Move booking={booking} office={office} />
      <Sure label={t("cancel")} question={t("cancelSure")} yes={t("cancelYes")} no={t("cancelNo")} act={cancel} />
    </>
  );
}

/** Check-in, once it is open; before that, when it will be. */
function Come({ booking, office, come, reload }: Pick<ActionsProps, "booking" | "office" | "come" | "reload">) {
  const now = serverTime(useNow(10));
  const span = booking.slot && office && checkInSpan(booking.slot.start, office);
  if (span && now < span.from) return <Notice title={t("checkInOpens", clockZone(span.from, office.time_zone))}><p>{t("checkInHint")}</p></Notice>;
  return <CheckIn path={`/bookings/${booking.code}/check-in`} office={office} why={t("arrivedBooking")} done={come} refused={(problem) => problem.status === 409 && reload()} />;
}

function Move({ booking, office }: { booking: Booking; office?: Office }) {
  const most = office?.booking?.reschedules;
  const left = most === undefined ? undefined : Math.max(0, most - (booking.rescheduled ?? 0));
  if (left === 0) return <p class="soft small">{t("noMoves")}</p>;
  return <a class="button second" href={to("b", booking.code, "move")}>{t("move")}{left !== undefined && <small class="plain">{t("movesLeft", left)}</small>}</a>;
}

/** Whose slot the office closed chooses before all others, or waits for an offer. */
function Displaced({ booking, cancel }: Pick<ActionsProps, "booking" | "cancel">) {
  return (
    <>
      <a class="button" href={to("b", booking.code, "move")}>{t("newSlotFirst")}</a>
      <p class="soft">{t("seniority")}</p>
      <Sure label={t("cancel")} question={t("cancelSure")} yes={t("cancelYes")} no={t("cancelNo")} act={cancel} />
    </>
  );
}

/** A place for one who waited: theirs if they say so in time. */
function Offered({ booking, take, reload, cancel }: ActionsProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const over = !booking.offer || Date.parse(booking.offer.until) <= serverTime(useNow(2));
  useEffect(() => {
    if (over) reload();
  }, [over]);
  const accept = () => {
    setBusy(true);
    setProblem(undefined);
    post<Booking>(`/bookings/${booking.code}/acceptance`, {}).then(take, (refused: Problem) => {
      setProblem(refused);
      if (refused.status === 409) reload();
    }).finally(() => setBusy(false));
  };
  return (
    <>
      <ProblemNote problem={problem} />
      {!over && <Button wide busy={busy} onClick={accept}>{t("accept")}</Button>}
      {booking.closure && <a class="button second" href={to("b", booking.code, "move")}>{t("otherSlot")}</a>}
      {booking.closure
        ? <Sure label={t("cancel")} question={t("cancelSure")} yes={t("cancelYes")} no={t("cancelNo")} act={cancel} />
        : <Sure label={t("decline")} question={t("declineSure")} yes={t("declineYes")} no={t("declineNo")} act={cancel} />}
    </>
  );
}

/** Check-in opens on the slot's own day, so only then is it offered. */
const isToday = ({ slot }: Booking, office?: Office) =>
  !office || !slot || dayOf(slot.start, office.time_zone) === dayOf(Date.now(), office.time_zone);
