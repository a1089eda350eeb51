/** What the board says of one ticket, so that watching a ticket hardly ever asks for the ticket itself. */

import type { Board, Ticket, TicketState } from "../src/types";

/** Ticket states after which nothing moves any more. */
export const OVER = new Set<TicketState>(["served", "withdrawn", "ended", "void"]);

/** A number from home that waits for its visitor is absent, whichever way the answer says so. */
export const withAbsent = (ticket: Ticket): Ticket =>
  ticket.state === "waiting" && ticket.present === false ? { ...ticket, state: "absent" } : ticket;

/** The ticket as the board shows it: a call or a shorter line is seen before the ticket is read again.
 *  A board that is `old`, from before the ticket was read, tells no place: who joins or leaves a line moves no board. */
export function seen(ticket: Ticket, board?: Board, old = false): Ticket {
  if (!board || OVER.has(ticket.state) || board.office !== ticket.office) return ticket;
  const cell = board.counters.find((one) => one.number === ticket.number);
  if (cell && ticket.state !== "serving") {
    const call = board.calls.findLast((one) => one.number === ticket.number)?.call ?? ticket.call;
    return { ...ticket, state: "called", counter: cell.counter, ...(call && { call }) };
  }
  const place = placeOf(ticket, board);
  return place < 0 || old ? ticket : { ...ticket, ahead: place };
}

/** What of a board matters to a ticket; the ticket is read again when `fate` changes, and rarely for `place`. */
export function sign(ticket: Ticket, board?: Board): { fate: string; place: number } {
  const counter = board?.counters.find((one) => one.number === ticket.number)?.counter ?? "";
  const call = board?.calls.findLast((one) => one.number === ticket.number)?.call ?? 0;
  const place = board ? placeOf(ticket, board) : -1;
  return { fate: board ? `${counter}/${call}/${place >= 0}` : "", place };
}

const placeOf = (ticket: Ticket, board: Board) =>
  board.waiting.filter((one) => one.service === ticket.service).findIndex((one) => one.number === ticket.number);
