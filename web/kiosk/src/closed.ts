/** Whether the office gives out numbers now, as its kiosk knows it. */

import type { Catalogue } from "../../src/agent";
import { dayOf, opening } from "../../src/time";

export interface Closed {
  /** True when the opening hours say so; false when the office closed itself within them. */
  byHours: boolean;
  next?: { day: number; open: string; today: boolean };
}

/** Closed by the hours, or by a word of the office given today; an older word may be of last night. */
export function closed(catalogue: Catalogue & { at?: string }, now: number): Closed | null {
  const { open, next } = opening(catalogue.hours, catalogue.time_zone, now, catalogue.special);
  if (!open) return { byHours: true, ...(next && { next }) };
  if (catalogue.open || !catalogue.at || !isWordOfNow(catalogue, now)) return null;
  return { byHours: false };
}

/** Whether the catalogue was told since the office last opened. */
function isWordOfNow(catalogue: Catalogue & { at?: string }, now: number): boolean {
  const at = Date.parse(catalogue.at ?? "");
  if (dayOf(at, catalogue.time_zone) !== dayOf(now, catalogue.time_zone)) return false;
  return opening(catalogue.hours, catalogue.time_zone, at, catalogue.special).open;
}
