/** The booking on paper: one page with when, where, what to bring and the code; seen only in print. */

import { clockZone, longDate } from "../../src/time";
import type { Booking, Office, Service } from "../../src/types";
import { inFours } from "../code";
import { QrPicture } from "../qr";
import { checkInSpan, spanTimes } from "./check-in-span";
import { t } from "./words";

export function PrintSheet({ booking, office, service }: { booking: Booking; office: Office; service: Service }) {
  const zone = office.time_zone;
  const span = booking.slot && checkInSpan(booking.slot.start, office);
  return (
    <article class="print-sheet" aria-hidden="true">
      <header><strong>{office.name}</strong><span>{office.address}</span></header>
      <p class="service">{service.name}{(booking.party ?? 1) > 1 && ` · ${t("forPeople", booking.party!)}`}</p>
      {booking.slot && <p class="at"><span>{longDate(booking.slot.start, zone)}</span><b>{clockZone(booking.slot.start, zone)}</b></p>}
      <div class="half">
        <div>
          {span && <p>{t("comeBetween", ...spanTimes(span, zone))}</p>}
          {service.requires.length > 0 && <><h2>{t("printBring")}</h2><ul>{service.requires.map((one) => <li key={one}>{one}</li>)}</ul></>}
        </div>
        <figure><QrPicture kind="b" code={booking.code} /><figcaption class="codes">{inFours(booking.code)}</figcaption></figure>
      </div>
      <p class="small">{t("printFoot")}</p>
    </article>
  );
}
