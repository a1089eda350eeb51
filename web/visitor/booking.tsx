/** A booking: when and where, check-in, cancel. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { get, type Problem, remove } from "../src/api";
import { clockZone, dayOf, longDate } from "../src/time";
import type { Booking, Office, Service, Ticket } from "../src/types";
import { Blank, Button, Notice, ProblemNote } from "../src/ui";
import { calendarOf } from "./calendar";
import { CheckIn } from "./check-in";
import { copy, keepArrival, keepBooking } from "./mine";
import { Qr } from "./qr";
import { replace, to } from "./route";
import { Back, Bring, useOffice, useTitle } from "./shared";
import { Sure } from "./sure";
import { t } from "./words";

export function BookingPage({ code }: { code: string }) {
  const { booking, problem, kept, take, reload } = useBooking(code);
  const { value: office } = useOffice(booking?.office);
  useTitle(t("yourBooking"));
  if (!booking) return <div class="page">{problem ? <><Back to="#/" /><h1>{t("yourBooking")}</h1><ProblemNote problem={problem} again={reload} /></> : <Blank height="18rem" />}</div>;
  const service = office?.services.find((one) => one.id === booking.service);
  const cancel = () => remove(`/bookings/${code}`).then(() => take({ ...booking, state: "cancelled" }));
  const come = (ticket: Ticket) => {
    keepArrival(booking, ticket);
    replace("t", ticket.code);
  };
  return (
    <div class="page ticket-page">
      <div class="stack">
        <div class="slip"><Paper booking={booking} office={office} service={service?.name} /></div>
        {problem && <Notice kind="warn"><p>{t("savedCopy", clockZone(kept, office?.time_zone ?? "Asia/Jakarta"))}</p></Notice>}
      </div>
      <div class="stack">
        {booking.state === "booked" && <>
          {isToday(booking, office) && <CheckIn path={`/bookings/${code}/check-in`} office={office} why={t("arrivedBooking")} done={come} />}
          {service && <Bring service={service} />}
          {office && service && <Save booking={booking} office={office} service={service} />}
          <Qr kind="b" code={code} open={isToday(booking, office)} />
          <Sure label={t("cancel")} question={t("cancelSure")} yes={t("cancelYes")} no={t("cancelNo")} act={cancel} />
        </>}
        {booking.ticket && <a class="button" href={to("t", booking.ticket)}>{t("openTicket")}</a>}
        {(booking.state === "cancelled" || booking.state === "expired") && <a class="button" href={to("o", booking.office, booking.service, "book")}>{t("bookAgain")}</a>}
      </div>
    </div>
  );
}

function Paper({ booking, office, service }: { booking: Booking; office?: Office; service?: string }) {
  const zone = office?.time_zone ?? "Asia/Jakarta";
  const text = { booked: t("bookedText"), checked_in: t("present"), cancelled: t("cancelledText"), expired: t("expiredText") };
  return (
    <article class={`paper ${booking.state}`}>
      <header><strong>{office?.name ?? booking.office}</strong><span>{service ?? booking.service}</span></header>
      <p class="label">{t("yourBooking")} · {t(`booking_${booking.state}`)}</p>
      <h1 class="when"><span>{longDate(booking.slot.start, zone)}</span><b>{clockZone(booking.slot.start, zone)}</b></h1>
      <div class="fate" role="status"><p>{text[booking.state]}</p></div>
    </article>
  );
}

/** Check-in opens on the slot's own day, so only then is it offered. */
const isToday = (booking: Booking, office?: Office) =>
  !office || dayOf(booking.slot.start, office.time_zone) === dayOf(Date.now(), office.time_zone);

function Save({ booking, office, service }: { booking: Booking; office: Office; service: Service }) {
  const save = () => {
    const file = new Blob([calendarOf(booking, office, service, location.href, Date.now())], { type: "text/calendar" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "antrean.ics" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return <Button kind="second" wide onClick={save}>{t("calendar")}</Button>;
}

/** The last copy at once, then as it is; without a connection the copy stays. */
function useBooking(code: string) {
  const first = copy(code);
  const [booking, set] = useState<Booking | undefined>(first?.booking);
  const [kept, setKept] = useState(first?.at ?? 0);
  const [problem, setProblem] = useState<Problem>();
  const take = useCallback((next: Booking) => {
    keepBooking(next);
    set(next);
    setKept(Date.now());
    setProblem(undefined);
  }, []);
  const reload = useCallback(() => void get<Booking>(`/bookings/${code}`).then(take, setProblem), [code, take]);
  useEffect(reload, [reload]);
  return { booking, problem, kept, take, reload };
}
