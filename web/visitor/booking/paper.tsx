/** The slip of a booking: when and where, or what one waits for. */

import { serverTime } from "../../src/server-time";
import { useNow } from "../../src/hooks";
import { timer } from "../../src/duration";
import { clockZone, dayOf, decimal, longDate, noonOf, shortDate } from "../../src/time";
import type { Booking, Office, Service } from "../../src/types";
import { checkInSpan, spanTimes } from "./check-in-span";
import { t } from "./words";

const HOUR = 3_600_000;

interface PaperProps {
  booking: Booking;
  office?: Office;
  service?: Service;
}

export function Paper({ booking, office, service }: PaperProps) {
  const zone = office?.time_zone ?? "Asia/Jakarta";
  return (
    <article class={`paper ${displaced(booking) ? "displaced" : booking.state}`}>
      <header><strong>{office?.name ?? booking.office}</strong><span>{service?.name ?? booking.service}</span></header>
      <p class="label">{t("yourBooking")} · {displaced(booking) ? t("booking_displaced") : t(`booking_${booking.state}`)}</p>
      <Head booking={booking} zone={zone} />
      {(booking.party ?? 1) > 1 && <p>{t("forPeople", booking.party!)}</p>}
      {booking.for === "other" && <p>{t("forOther")}</p>}
      <div class="fate" role="status"><p>{fateOf(booking, zone, office)}</p></div>
    </article>
  );
}

/** The office closed the slot, and nothing else is offered yet. */
const displaced = ({ state, closure }: Booking) => state === "waiting" && !!closure;

function Head({ booking: { state, slot, offer, waiting, draw, closure }, zone }: { booking: Booking; zone: string }) {
  const shown = state === "offered" ? offer?.slot : slot ?? closure?.slot;
  if (shown) return <>
    <h1 class="when"><span>{longDate(shown.start, zone)}</span><b>{clockZone(shown.start, zone)}</b></h1>
    {state === "offered" && offer && <OfferTime until={offer.until} />}
  </>;
  if (state === "waiting") return <>
    <h1 class="when"><b>{said(waiting?.ahead ?? 0)}</b><span>{t("aheadInList")}</span></h1>
    <p class="soft">{waiting?.from && waiting.to ? t("suits", shortDate(noonOf(waiting.from), "UTC"), shortDate(noonOf(waiting.to), "UTC")) : t("suitsAny")}</p>
  </>;
  return <h1 class="when"><span>{draw ? longDate(noonOf(draw.day), "UTC") : ""}</span><b>{t(state === "not_drawn" ? "notDrawnShort" : "drawShort")}</b></h1>;
}

/** The list is counted up to a hundred. */
const said = (ahead: number) => (ahead >= 100 ? "100+" : ahead);

/** The time that is left to accept, by the server's clock; it is not read out at each tick. */
function OfferTime({ until }: { until: string }) {
  const left = Date.parse(until) - serverTime(useNow(1));
  return <p class="offer-time">{left > 0 ? <>{t("answerIn")} <b role="timer" aria-live="off">{left > HOUR ? t("hours", Math.floor(left / HOUR)) : timer(0, left)}</b></> : t("offerOver")}</p>;
}

/** A reason as the office wrote it, with a full stop. */
const sentence = (why: string) => (/[.!?]$/.test(why) ? why : `${why}.`);

/** A time of today, or of another day with its date. */
const when = (at: string, zone: string) =>
  dayOf(at, zone) === dayOf(Date.now(), zone) ? clockZone(at, zone) : `${shortDate(at, zone)}, ${clockZone(at, zone)}`;

function fateOf({ state, slot, draw, closure, offer }: Booking, zone: string, office?: Office): string {
  switch (state) {
    case "booked": {
      const span = slot && office && checkInSpan(slot.start, office);
      return span ? t("comeBetween", ...spanTimes(span, zone)) : t("bookedText");
    }
    case "waiting": return closure ? t("displaced", sentence(closure.why)) : t("waitingText");
    case "offered": return (closure ? `${t("closedWhy", sentence(closure.why))} ` : "") + t("offeredText", offer ? when(offer.until, zone) : "");
    case "entered": return t("enteredText", draw ? clockZone(draw.closes, zone) : "");
    case "not_drawn": return draw?.rank ? t("notDrawnRank", decimal(draw.rank), decimal(draw.entries ?? 0)) : t("notDrawnText");
    case "checked_in": return t("present");
    case "cancelled": return t("cancelledText");
    case "expired": return t("expiredText");
  }
}
