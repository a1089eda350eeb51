/** The tickets and bookings of this phone, so that a closed tab loses nothing; kept for three days, or until their day. */

import type { Booking, Ticket } from "../src/types";

export interface Mine {
  kind: "t" | "b";
  code: string;
  office: string;
  service: string;
  at: number;
  ticket?: Ticket;
  booking?: Booking;
  /** Whether it still stands: waits, is called, or is booked. */
  going: boolean;
}

const STORED = "antrean:mine";
const DAY = 86_400_000;
const KEPT = 3 * DAY;
const GOING = new Set<string>(
  ["waiting", "absent", "called", "serving", "no_show", "held", "booked", "offered", "entered", "not_drawn"]);

/** All that are kept, newest first. */
export function mine(): Mine[] {
  const all = JSON.parse(localStorage.getItem(STORED) ?? "[]") as Mine[];
  return all.filter((one) => Math.max(one.at + KEPT, one.booking ? lasts(one.booking) : 0) > Date.now());
}

/** The last copy of one. */
export const copy = (code: string): Mine | undefined => mine().find((one) => one.code === code);

export function keepTicket(ticket: Ticket): void {
  keep({ kind: "t", code: ticket.code, office: ticket.office, service: ticket.service, ticket, state: ticket.state });
}

export function keepBooking(booking: Booking): void {
  keep({ kind: "b", code: booking.code, office: booking.office, service: booking.service, booking, state: booking.state });
}

/** A booking whose visitor has come, and the ticket that it became. */
export function keepArrival(booking: Booking, ticket: Ticket): void {
  keepBooking({ ...booking, state: "checked_in", ticket: ticket.code });
  keepTicket(ticket);
}

export const forget = (code: string): void => store(mine().filter((one) => one.code !== code));

/** Until when something may still become of a booking: its slot, the last day that suits, the day that is drawn. */
function lasts({ slot, waiting, draw }: Booking): number {
  if (slot) return Date.parse(slot.start);
  const day = waiting?.to ?? draw?.day;
  return day ? Date.parse(`${day}T12:00:00Z`) + DAY : 0;
}

function keep({ state, ...one }: Omit<Mine, "at" | "going"> & { state: string }): void {
  const others = mine().filter((other) => other.code !== one.code);
  store([{ ...one, at: Date.now(), going: GOING.has(state) }, ...others].slice(0, 12));
}

const store = (all: Mine[]) => localStorage.setItem(STORED, JSON.stringify(all));
