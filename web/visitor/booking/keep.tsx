/** What one keeps of a booking: an entry in the calendar, a page on paper. */

import type { Booking, Office, Service } from "../../src/types";
import { Button } from "../../src/ui";
import { calendarOf, uidOf } from "./calendar";
import { t } from "./words";

export function Keep({ booking, office, service }: { booking: Booking; office: Office; service: Service }) {
  const save = async () => {
    const text = calendarOf(booking, office, service, await uidOf(booking.code), location.href, Date.now());
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([text], { type: "text/calendar" })), download: "antrean.ics" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <div class="two">
      <Button kind="second" onClick={save}>{t("calendar")}</Button>
      <Button kind="second" onClick={() => print()}>{t("print")}</Button>
    </div>
  );
}
