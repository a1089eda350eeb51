/** Which calls of a board are to be spoken: each once, in order, unless it came too late. */

import type { Board, Call } from "../../src/types";

/** A call that arrives later than this after it was made is only shown. */
export const SPEAK_WITHIN_MS = 30_000;

/** The last call that was spoken, or passed over, on an office's day. */
export interface Mark {
  day: string;
  call: number;
}

/** Whether it has what the screen draws: what has not is passed over, so that nothing it lacks can blank the screen. */
export function isBoard(what: unknown): what is Board {
  const board = what as Partial<Board> | null;
  const lists = [board?.calls, board?.waiting, board?.services];
  return typeof board?.day === "string" && lists.every((list) => Array.isArray(list) && list.every((one) => one && typeof one === "object"));
}

/** The calls to speak now, oldest first; `after` is what is already spoken or in the voice's queue. */
export function toSpeak(board: Pick<Board, "day" | "calls">, after: Mark | null, now: number): Call[] {
  const fresh = (call: Call) => now - Date.parse(call.at) <= SPEAK_WITHIN_MS;
  return board.calls.filter((call) => isAfter({ day: board.day, call: call.call }, after) && fresh(call)).sort(byCall);
}

/** So many last calls a board has: an older one that is missing was not taken back, but made room. */
const KEPT = 6;

/** Whether a call is still wanted: not when it was taken back, nor when it is another day's. */
export function isWanted(board: Pick<Board, "day" | "calls">, mark: Mark): boolean {
  if (board.day !== mark.day) return false;
  const kept = board.calls.map(({ call }) => call);
  return kept.includes(mark.call) || (kept.length >= KEPT - 1 && mark.call < Math.min(...kept));
}

/** Days are ISO dates, so they compare as text; an older day never comes back. */
export function isAfter(mark: Mark, last: Mark | null): boolean {
  if (!last) return true;
  return mark.day === last.day ? mark.call > last.call : mark.day > last.day;
}

/** The later of two marks. */
export function later(one: Mark | null, other: Mark | null): Mark | null {
  if (!one || !other) return one ?? other;
  return isAfter(one, other) ? one : other;
}

/** The calls to show, newest first, a recalled number once (its newest call). */
export function toShow(calls: Call[], most: number): Call[] {
  const shown = new Map<string, Call>();
  for (const call of [...calls].sort(byCall).reverse()) {
    if (!shown.has(call.number)) shown.set(call.number, call);
  }
  return [...shown.values()].slice(0, most);
}

function byCall(one: Call, other: Call): number {
  return one.call - other.call;
}
