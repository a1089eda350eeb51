/** What the board says of one ticket, so that watching a ticket hardly ever asks for the ticket itself. */

import type { Board, Ticket, TicketState } from "../src/types";

/** Ticket states after which nothing moves any more. */
export const OVER = new Set<TicketState>(["served", "withdrawn", "ended", "void"]);

/** A number from home that waits for its visitor is absent, whichever way the answer says so. */
export const withAbsent = (ticket: Ticket): Ticket =>
  ticket.state === "waiting" && ticket.present === false ? { ...ticket, state: "absent" } : ticket;

/** What a board has to do with a reading of the ticket. */
export interface Since {
  /** It was known before the ticket was asked for, so that the ticket knows better. */
  old?: boolean;
  /** The ticket's place on the board that belongs to the reading; -1 when there was none. */
  place?: number;
}

/** The ticket as the board shows it: a call or a shorter line is seen before the ticket is read again.
 *  A board counts one service only, the ticket all whom its counters call before it; so the board only tells how many have gone. */
export function seen(ticket: Ticket, board?: Board, { old, place: before = -1 }: Since = {}): Ticket {
  if (!board || old || OVER.has(ticket.state) || board.office !== ticket.office) return ticket;
  const cell = board.counters.find((one) => one.number === ticket.number);
  if (cell && ticket.state !== "serving") {
    const call = board.calls.findLast((one) => one.number === ticket.number)?.call ?? ticket.call;
    return { ...ticket, state: "called", counter: cell.counter, ...(call && { call }) };
  }
  const gone = before - placeOf(ticket, board);
  return before < 0 || gone > before || gone <= 0 ? ticket : { ...ticket, ahead: Math.max(0, ticket.ahead - gone) };
}

/** What of a board matters to a ticket; the ticket is read again when `fate` changes, and rarely for `place`. */
export function sign(ticket: Ticket, board?: Board): { fate: string; place: number } {
  const counter = board?.counters.find((one) => one.number === ticket.number)?.counter ?? "";
  const call = board?.calls.findLast((one) => one.number === ticket.number)?.call ?? 0;
  const place = board ? placeOf(ticket, board) : -1;
  return { fate: board ? `${counter}/${call}/${place >= 0}` : "", place };
}

/** The ticket's place among those of its service, from 0; -1 when the board does not name it. */
export const placeOf = (ticket: Ticket, board: Board): number =>
  board.waiting.filter((one) => one.service === ticket.service).findIndex((one) => one.number === ticket.number);
