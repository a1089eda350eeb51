/** Closures of an office, as its manager declares and reads them (schemas/openapi.yaml, Closure). */

import { noonOf, shortDate } from "../../src/time";

export interface Closure {
  id: string;
  /** Not there where the whole office is closed. */
  service?: string;
  from: string;
  to: string;
  why: string;
  serve_waiting: boolean;
  concerned?: Concerned;
}

export interface Concerned {
  bookings: number;
  numbers: number;
  told: number;
  /** Nobody more can be found. */
  done: boolean;
}

/** What the form asks for; an empty service is the whole office, an empty English reason the same as the other. */
export interface Wish {
  service: string;
  from: string;
  to: string;
  why: string;
  english: string;
  serveWaiting: boolean;
}

/** The body of a closure. */
export const bodyOf = ({ service, from, to, why, english, serveWaiting }: Wish) => ({
  ...(service && { service }),
  from,
  to,
  why: english.trim() ? { id: why.trim(), en: english.trim() } : why.trim(),
  serve_waiting: serveWaiting,
});

/** Where one reads whom it would concern. */
export const concernedPath = (office: string, { service, from, to }: Pick<Wish, "service" | "from" | "to">) =>
  `/offices/${office}/concerned?${new URLSearchParams({ ...(service && { service }), from, to })}`;

/** Whether the days are right, so that whom it concerns can be asked for. */
export const hasDays = ({ from, to }: Pick<Wish, "from" | "to">, today: string) => from >= today && to >= from;

/** A day or several, such as `Rab, 4 Mar` or `Rab, 4 Mar – Kam, 5 Mar`. */
export const daysOf = ({ from, to }: Pick<Closure, "from" | "to">): string => (from === to ? day(from) : `${day(from)} – ${day(to)}`);

const day = (date: string) => shortDate(noonOf(date), "UTC");
