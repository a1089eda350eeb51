/** Another slot for a booking; the old place stays until the new one is certain. */

import { useEffect, useState } from "preact/hooks";
import { get, patch, type Problem } from "../../src/api";
import { serverTime } from "../../src/server-time";
import { clockZone, longDate } from "../../src/time";
import type { Booking, Office, Slot, SlotsOfDay } from "../../src/types";
import { useRead } from "../../src/hooks";
import { Blank, Button, Notice, ProblemNote } from "../../src/ui";
import { copy, keepBooking } from "../mine";
import { replace, to } from "../route";
import { Back, useOffice, useTitle } from "../shared";
import { Choose } from "./choose";
import { Full } from "./full";
import { passOf } from "./pass";
import { t } from "./words";

/** `slot` is the one that was chosen; without it one chooses. */
export function MovePages({ code, slot }: { code: string; slot?: string }) {
  const { booking, problem, reload } = useBooking(code);
  const { value: office, problem: lost, reload: again } = useOffice(booking?.office);
  const service = office?.services.find((one) => one.id === booking?.service);
  useTitle(t("moveTitle"));
  return (
    <div class="page">
      <Back to={slot ? to("b", code, "move") : to("b", code)} />
      <h1>{t(slot ? "moveSure" : "moveTitle")}</h1>
      <ProblemNote problem={problem ?? lost} again={() => (reload(), again())} />
      {!(booking && office) && !problem && !lost && <><Blank height="6rem" /><Blank height="9rem" /></>}
      {booking && office && service && (slot
        ? <Certain booking={booking} office={office} slot={slot} />
        : <><Now booking={booking} office={office} />
          <Choose office={office} service={service} party={booking.party ?? 1} own={(booking.slot ?? booking.closure?.slot)?.id} link={(one) => to("b", code, "move", one.id)} alone /></>)}
    </div>
  );
}

/** What one has, and how often it may still be moved. */
function Now({ booking, office }: { booking: Booking; office: Office }) {
  const left = movesLeft(booking, office);
  return (
    <Notice>
      {booking.slot && <p>{t("moveFrom", `${longDate(booking.slot.start, office.time_zone)}, ${clockZone(booking.slot.start, office.time_zone)}`)}</p>}
      <p>{t("moveKept")} {!booking.closure && left !== undefined && t("movesLeft", left)}</p>
    </Notice>
  );
}

/** How often a booking may still be moved; unknown where the office does not say. */
export const movesLeft = ({ rescheduled = 0 }: Booking, { booking }: Office): number | undefined =>
  booking?.reschedules === undefined ? undefined : Math.max(0, booking.reschedules - rescheduled);

function Certain({ booking, office, slot }: { booking: Booking; office: Office; slot: string }) {
  const slots = useRead<SlotsOfDay>(`/offices/${office.id}/services/${booking.service}/slots?date=${slot.slice(0, 10)}`);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const chosen = slots.value?.slots.find((one) => one.id === slot);
  const move = () => {
    setBusy(true);
    setProblem(undefined);
    const pass = passOf(office.id, booking.service, slot.slice(0, 10), serverTime());
    patch<Booking>(`/bookings/${booking.code}`, { slot, ...(pass && { pass: pass.pass }) }).then((moved) => {
      keepBooking(moved);
      replace("b", booking.code);
    }, (refused: Problem) => (setProblem(refused), setBusy(false)));
  };
  if (problem && GONE.has(problem.kind)) return (
    <Full problem={problem} alternatives={here(problem, booking)} office={office.id} service={booking.service} slot={slot}
      back={to("b", booking.code, "move")} link={(one) => to("b", booking.code, "move", one.slot.id)} />
  );
  return (
    <div class="stack">
      {booking.slot && <Line name={t("moveOld")} slot={booking.slot} zone={office.time_zone} old />}
      {chosen && <Line name={t("moveNew")} slot={chosen} zone={office.time_zone} />}
      <ProblemNote problem={problem} />
      <Button wide busy={busy} onClick={move}>{t("moveYes")}</Button>
      <a class="button second" href={to("b", booking.code)}>{t("moveNo")}</a>
    </div>
  );
}

const GONE = new Set(["slot-full", "slot-past", "unknown-slot", "drawn-instead"]);

/** A booking moves within its office and service only. */
const here = (problem: Problem, { office, service }: Booking) =>
  problem.alternatives.filter((one) => one.office === office && one.service === service);

const Line = ({ name, slot, zone, old }: { name: string; slot: Pick<Slot, "start">; zone: string; old?: boolean }) => (
  <div class={`card summary ${old ? "old" : ""}`}><span class="soft">{name}</span>
    <strong>{longDate(slot.start, zone)}, {clockZone(slot.start, zone)}</strong></div>
);

/** The booking as it is; its last copy meanwhile. */
function useBooking(code: string) {
  const [booking, set] = useState<Booking | undefined>(copy(code)?.booking);
  const [problem, setProblem] = useState<Problem>();
  const reload = () => void get<Booking>(`/bookings/${code}`).then((read) => (setProblem(undefined), set(read)), setProblem);
  useEffect(reload, [code]);
  return { booking, problem, reload };
}
