/** The order of boards: a lost, doubled or late one heals itself. */

import type { Board } from "./types";

/** Whether a board is later than the one shown, by day, epoch, sequence and, where only its notices changed, its time. */
export function later(next: Board, shown?: Board): boolean {
  if (!shown) return true;
  if (next.day !== shown.day) return next.day > shown.day;
  if (next.epoch !== shown.epoch) return next.epoch > shown.epoch;
  return next.seq !== shown.seq ? next.seq > shown.seq : next.at > shown.at && `${next.notices}` !== `${shown.notices}`;
}
