/** A booking as a calendar file (RFC 5545), made on the phone. */

import type { Booking, BookingState, Office, Service } from "../../src/types";
import { t } from "./words";

const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
/** The evening before, to lay the documents out, and two hours before, to leave. */
const ALARMS = ["-PT18H", "-PT2H"];

/** States in which nobody is expected any more. */
const OVER = new Set<BookingState>(["cancelled", "expired"]);
/** Crockford's base32, as the API writes it. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** An event's name: the booking's id, which the API's own calendar says too. It stays over moves, and whoever sees the
 *  calendar cannot open the booking by it. */
export async function uidOf(code: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code))).slice(0, 10);
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return `${bits.replace(/.{5}/g, (five) => DIGITS[Number.parseInt(five, 2)]!)}@antrean`;
}

/** The lines of a calendar file; a later state of the booking takes the earlier one's place. Calendars are shared and read
 *  over shoulders, so it says where and when and never what for; `page` opens the booking, so the event is private. */
export function calendarOf(booking: Booking, office: Office, service: Service, uid: string, page: string, now: number): string {
  const start = Date.parse(booking.slot?.start ?? "");
  const over = OVER.has(booking.state);
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Antrean//ID", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "BEGIN:VEVENT",
    `UID:${uid}`, `SEQUENCE:${(booking.rescheduled ?? 0) + (over ? 1 : 0)}`, `STATUS:${over ? "CANCELLED" : "CONFIRMED"}`, `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(start)}`, `DTEND:${stamp(start + service.minutes * 60_000)}`,
    `SUMMARY:${escaped(t("visitTo", office.name))}`, `LOCATION:${escaped([office.name, office.address].filter(Boolean).join(", "))}`,
    ...(office.position ? [`GEO:${office.position.latitude};${office.position.longitude}`] : []),
    `DESCRIPTION:${escaped(t("visitHint", page))}`, `URL:${page}`, "CLASS:PRIVATE",
    ...(over ? [] : ALARMS.flatMap((trigger) => ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${trigger}`, `DESCRIPTION:${escaped(office.name)}`, "END:VALARM"])),
    "END:VEVENT", "END:VCALENDAR", "",
  ];
  return lines.flatMap(folded).join("\r\n");
}

/** A line folded so that none is longer than 75 octets. */
function folded(line: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (const letter of line) {
    if (new TextEncoder().encode(part + letter).length > 74) {
      parts.push(part);
      part = " ";
    }
    part += letter;
  }
  return [...parts, part];
}
