/** A booking as a calendar file (RFC 5545), made on the phone. */

import type { Booking, Office, Service } from "../../src/types";

const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
/** The evening before, to lay the documents out, and two hours before, to leave. */
const ALARMS = ["-PT18H", "-PT2H"];

/** An event's name: the same after each move, and from the API; whoever sees the calendar cannot open the booking by it. */
export async function uidOf(code: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code)));
  return `${Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}@antrean`;
}

/** The lines of a calendar file; a later state of the booking takes the earlier one's place. It holds no name and no number
 *  of the visitor; `page` opens the booking, so the event is private. Without a slot there is none. */
export function calendarOf(booking: Booking, office: Office, service: Service, uid: string, page: string, now: number): string {
  const start = Date.parse(booking.slot?.start ?? "");
  const off = booking.state === "cancelled" || booking.state === "closed";
  const bring = service.requires.map((one) => `- ${one}`).join("\n");
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Antrean//id", "METHOD:PUBLISH", "BEGIN:VEVENT",
    `UID:${uid}`, `SEQUENCE:${(booking.rescheduled ?? 0) + (off ? 1 : 0)}`, `STATUS:${off ? "CANCELLED" : "CONFIRMED"}`, `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(start)}`, `DTEND:${stamp(start + service.minutes * 60_000)}`,
    `SUMMARY:${escaped(service.name)}`, `LOCATION:${escaped([office.name, office.address].filter(Boolean).join(", "))}`,
    ...(office.position ? [`GEO:${office.position.latitude};${office.position.longitude}`] : []),
    ...(bring ? [`DESCRIPTION:${escaped(bring)}`] : []), `URL:${page}`, "CLASS:PRIVATE",
    ...(off ? [] : ALARMS.flatMap((trigger) => ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${trigger}`, `DESCRIPTION:${escaped(service.name)}`, "END:VALARM"])),
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
