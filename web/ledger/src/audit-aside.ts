/** Who was passed while aside: a number that left the line and came back with the turn that it had. */

import { calledIn, changes, follow, passes, type Called, type Place, type Waiting } from "./audit-waits";
import type { Entry } from "./entries";

export const WAYS = ["hold", "return", "undo", "counter"] as const;
export type Way = (typeof WAYS)[number];

export interface PassedAside {
  /** The call that passed, and whom it called. */
  seq: number;
  called: string;
  number: string;
  /** How the number came back. */
  by: Way;
}

const BACK: Record<string, Way> = { resume: "hold", return: "return", undo: "undo", counter: "counter" };

/** Each call that passed a number with an earlier turn, which its counter could have called but for that. */
export function passedAside(entries: Entry[]): PassedAside[] {
  const waiting: Waiting = new Map();
  const left = new Map<string, { turn: number; seq: number }>();
  const calls: Called[] = [];
  const found = new Map<string, PassedAside>();
  const back = (number: string, its: Place, by: Way | undefined) => {
    const away = left.get(number);
    if (!by || away?.turn !== its.turn) return;
    for (const call of calls)
      if (call.seq > away.seq && call.number !== number && passes(call, its) && !found.has(`${call.seq} ${number}`))
        found.set(`${call.seq} ${number}`, { seq: call.seq, called: call.number, number, by });
  };
  for (const entry of entries) {
    for (const [number, its] of changes(entry)) {
      const was = waiting.get(number);
      if (its) back(number, its, BACK[entry.kind]);
      // What was taken back had not let it in: it is aside since it left before.
      const leaves = its ? its.place : was && (entry.kind !== "undo" || !left.has(number));
      if (leaves) left.set(number, { turn: (its ?? was)!.turn, seq: entry.seq });
    }
    if (entry.kind === "call") calls.push(calledIn(waiting, entry));
    follow(waiting, entry);
  }
  return [...found.values()].sort((one, other) => one.seq - other.seq || (one.number < other.number ? -1 : 1));
}
