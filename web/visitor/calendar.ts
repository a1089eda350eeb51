/** A booking as a calendar file (RFC 5545), made on the phone. */

import type { Booking, Office, Service } from "../src/types";

const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");

/** The lines of a calendar file with an alarm two hours before; it holds no name and no number of the visitor. */
export function calendarOf(booking: Booking, office: Office, service: Service, page: string, now: number): string {
  const start = Date.parse(booking.slot.start);
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Antrean//id", "METHOD:PUBLISH", "BEGIN:VEVENT",
    `UID:${booking.slot.id}-${booking.office}-${booking.service}@antrean`, `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(start)}`, `DTEND:${stamp(start + service.minutes * 60_000)}`,
    `SUMMARY:${escaped(service.name)}`, `LOCATION:${escaped(office.name)}`,
    `GEO:${office.position?.latitude ?? 0};${office.position?.longitude ?? 0}`,
    `DESCRIPTION:${escaped(service.requires.join("\n"))}`, `URL:${page}`, "CLASS:PRIVATE",
    "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT2H", `DESCRIPTION:${escaped(service.name)}`, "END:VALARM",
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
