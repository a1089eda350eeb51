/** What one keeps of a booking: an entry in the calendar, a page on paper. */

import type { Booking, Office, Service } from "../../src/types";
import { Button } from "../../src/ui";
import { calendarOf, uidOf } from "./calendar";
import { t } from "./words";

interface KeepProps {
  booking: Booking;
  office: Office;
  service: Service;
}

export function Keep(props: KeepProps) {
  return (
    <>
      <div class="two">
        <Button kind="second" onClick={() => save(props)}>{t("calendar")}</Button>
        <Button kind="second" onClick={() => print()}>{t("print")}</Button>
      </div>
      {!!props.booking.rescheduled && <p class="soft small">{t("calendarAgain")}</p>}
    </>
  );
}

/** The event of a booking that does not take place is taken back by the same file. */
export const TakeBack = (props: KeepProps) => <Button kind="quiet" wide onClick={() => save(props)}>{t("calendarOff")}</Button>;

async function save({ booking, office, service }: KeepProps): Promise<void> {
  const text = calendarOf(booking, office, service, await uidOf(booking.code), location.href, Date.now());
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([text], { type: "text/calendar" })), download: "antrean.ics" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
