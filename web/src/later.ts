/** The order of boards: a lost, doubled or late one heals itself. */

import type { Board } from "./types";

/** Whether a board is later than the one shown, by day, epoch and sequence. */
export function later(next: Board, shown?: Board): boolean {
  if (!shown) return true;
  if (next.day !== shown.day) return next.day > shown.day;
  return next.epoch !== shown.epoch ? next.epoch > shown.epoch : next.seq > shown.seq;
}
