/** Times as an office's visitors read them: `09.40 WITA`, in the office's time zone. */

import { type Language, language } from "./i18n";
import type { Hours, SpecialDay } from "./types";

type Instant = string | number | Date;

const ZONES: Record<string, string> = {
  "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT",
};
const OFFSETS: Record<string, string> = { "+07:00": "Asia/Jakarta", "+08:00": "Asia/Makassar", "+09:00": "Asia/Jayapura" };
const DAY = 86_400_000;

const locale = (of: Language = language()) => (of === "en" ? "en-GB" : "id-ID");

const format = (at: Instant, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), options).format(new Date(at));

/** `09.40` (`09:40` in English) in the zone. */
export const clock = (at: Instant, zone: string): string =>
  format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });

/** The zone's abbreviation, which Indonesians read beside every time. */
export const zoneName = (zone: string): string => ZONES[zone] ?? zone;

/** `09.40 WITA` */
export const clockZone = (at: Instant, zone: string): string => `${clock(at, zone)} ${zoneName(zone)}`;

/** `Senin, 2 Maret 2026` */
export const longDate = (at: Instant, zone: string): string =>
  format(at, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone });

/** `Sen, 2 Mar` */
export const shortDate = (at: Instant, zone: string): string =>
  format(at, { weekday: "short", day: "numeric", month: "short", timeZone: zone });

/** The zone of a time that is written with an office's offset, `2026-03-02T09:40:00+08:00`. */
export const zoneOf = (start: string): string =>
  OFFSETS[start.slice(-6)] ?? "Asia/Jakarta";

/** The offset of a zone of Indonesia, `+08:00`. */
export const offsetOf = (zone: string): string => ({ WITA: "+08:00", WIT: "+09:00" })[zoneName(zone)] ?? "+07:00";

/** `12,5` (`12.5` in English), of at most one decimal. */
export const decimal = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);

/** The office's day of an instant, `2026-03-02`. */
export const dayOf = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(at));

/** So many minutes before the instant, on a whole five minutes. */
export const fiveBefore = (at: number, minutes: number): number => Math.floor((at - minutes * 60_000) / 300_000) * 300_000;

/** The noon that names a date. */
export const noonOf = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** The next days of the office, today first; each as its date and the noon that names it. */
export function nextDays(now: number, zone: string, count = 7): { date: string; noon: Date }[] {
  return Array.from({ length: count }, (_, n) => {
    const date = dayOf(now + n * DAY, zone);
    return { date, noon: noonOf(date) };
  });
}

/** Parts of a day's chip: `Sen`, `2`, `Mar`. */
export function dayParts(noon: Date): { weekday: string; day: string; month: string } {
  const part = (options: Intl.DateTimeFormatOptions) => format(noon, { ...options, timeZone: "UTC" });
  return { weekday: part({ weekday: "short" }), day: part({ day: "numeric" }), month: part({ month: "short" }) };
}

/** The weekday's name, Monday = 0. */
export const weekday = (day: number): string =>
  format(Date.UTC(2026, 2, 2 + day), { weekday: "long", timeZone: "UTC" });

/** An hour of the office's list, `08:00`, as it is read: `08.00`. */
export const hour = (text: string): string => (language() === "en" ? text : text.replace(":", "."));

/** Opening hours in the order of the week. */
export const spans = (hours: Hours[]): Hours[] =>
  [...hours].sort((a, b) => a.day - b.day || a.open.localeCompare(b.open));

export interface Opening {
  open: boolean;
  /** Round the clock, every day. */
  always: boolean;
  until?: string;
  /** When it opens next, weekday Monday = 0. */
  next?: { day: number; open: string; today: boolean };
}

/** The opening of one date: what is said of that day itself, else its weekday's hours. */
export function hoursOf(date: string, hours: Hours[], special: Omit<SpecialDay, "why">[] = []): Hours[] {
  const day = (noonOf(date).getUTCDay() + 6) % 7;
  const own = special.find((one) => one.day === date);
  return own ? own.hours.map((span) => ({ ...span, day })) : spans(hours).filter((span) => span.day === day);
}

/** Whether the office is open now, until when, and when it opens next; `special` are days that differ from the week. */
export function opening(hours: Hours[], zone: string, now: number, special: Omit<SpecialDay, "why">[] = []): Opening {
  const minute = clock24(now, zone);
  const always = new Set(hours.filter((h) => h.open === "00:00" && h.close >= "23:59").map((h) => h.day)).size === 7;
  const coming = nextDays(now, zone, 8).flatMap(({ date }, n) =>
    hoursOf(date, hours, special).filter((h) => n > 0 || h.close > minute).map((h) => ({ ...h, today: n === 0 })));
  const [first] = coming;
  if (first?.today && first.open <= minute) return { open: true, always, until: first.close };
  return { open: false, always, ...(first && { next: { day: first.day, open: first.open, today: first.today } }) };
}

const clock24 = (at: Instant, zone: string) =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone })
    .format(new Date(at));

/** The office's weekday of an instant, Monday = 0. */
export const weekdayOf = (now: number, zone: string) => (new Date(`${dayOf(now, zone)}T12:00:00Z`).getUTCDay() + 6) % 7;
