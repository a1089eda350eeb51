/** A booking, whatever it is by now: its state in words, and what one can do with it. */

import { remove } from "../../src/api";
import { clockZone } from "../../src/time";
import type { Ticket } from "../../src/types";
import { Blank, Notice, ProblemNote } from "../../src/ui";
import { keepArrival } from "../mine";
import { replace } from "../route";
import { Back, useOfficeFirst, useTitle } from "../shared";
import { Actions } from "./actions";
import { Paper } from "./paper";
import { PrintSheet } from "./print-sheet";
import { useBooking } from "./use-booking";
import { t } from "./words";

export function BookingPages({ code }: { code: string }) {
  const { booking, problem, kept, take, reload } = useBooking(code);
  const { value: office, ready } = useOfficeFirst(booking?.office);
  useTitle(t("yourBooking"));
  if (!booking) return <div class="page">{problem ? <><Back to="#/" /><h1>{t("yourBooking")}</h1><ProblemNote problem={problem} again={reload} /></> : <Blank height="18rem" />}</div>;
  if (!ready) return <div class="page"><Blank height="18rem" /></div>;
  const service = office?.services.find((one) => one.id === booking.service);
  const cancel = () => remove(`/bookings/${code}`).then(() => (take({ ...booking, state: "cancelled" }), reload()));
  const come = (ticket: Ticket) => {
    keepArrival(booking, ticket);
    replace("t", ticket.code);
  };
  return (
    <div class="page ticket-page">
      <div class="stack">
        <div class="slip"><Paper booking={booking} office={office} service={service} /></div>
        {problem && <Notice kind="warn"><p>{t("savedCopy", clockZone(kept, office?.time_zone ?? "Asia/Jakarta"))}</p></Notice>}
      </div>
      <div class="stack">
        <Actions booking={booking} office={office} service={service} take={take} reload={reload} cancel={cancel} come={come} />
      </div>
      {office && service && booking.state === "booked" && <PrintSheet booking={booking} office={office} service={service} />}
    </div>
  );
}
