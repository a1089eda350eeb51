/** Who waits where, followed from the entries alone (docs/ledger.md). */

import type { Entry } from "./entries";

export interface Place {
  letter: string;
  /** The counter or floor that the number was sent to; empty for any. */
  place: string;
  absent: boolean;
  turn: number;
}

/** A call of the number that waited at `mine`. */
export interface Called {
  seq: number;
  number: string;
  counter: string;
  mine: Place;
  /** What the counter takes just then; empty when the entry does not say it. */
  letters: string[];
}

export type Waiting = Map<string, Place>;

const JOINS = new Set(["take", "check_in", "resume", "return", "transfer"]);
const STILL = new Set(["counter", "recall", "correct"]);

export function calledIn(waiting: Waiting, entry: Entry): Called {
  const { seq, number = "", counter = "", letters = [] } = entry;
  return { seq, number, counter, mine: waiting.get(number) ?? placeOf(entry), letters };
}

/** Whether the counter could have called one who waits there instead, whose turn is earlier. */
export function passes({ mine, counter, letters }: Called, its: Place): boolean {
  if (its.absent || its.turn >= mine.turn) return false;
  if (its.place === counter) return letters.length > 0 || its.letter === mine.letter;
  // Who was sent to this very counter is called there also where the service is not taken otherwise.
  const taken = letters.length ? letters : mine.place === counter ? [] : [mine.letter];
  return taken.includes(its.letter) && ["", mine.place].includes(its.place);
}

/** The numbers that an entry touched, each with where it waits from now on, if it does. */
export function changes(entry: Entry): [string, Place | undefined][] {
  const found: [string, Place | undefined][] = [];
  if (entry.number && (entry.phase || !STILL.has(entry.kind))) {
    const waits = entry.phase ? entry.phase === "waiting" : JOINS.has(entry.kind);
    found.push([entry.number, waits ? placeOf(entry) : undefined]);
  }
  for (const moved of entry.moved ?? []) found.push([moved.number, moved.state === "waiting" ? placeOf(moved) : undefined]);
  return found;
}

export function follow(waiting: Waiting, entry: Entry): void {
  for (const [number, its] of changes(entry)) {
    if (its) waiting.set(number, its);
    else waiting.delete(number);
  }
}

function placeOf({ list = "", turn = 0 }: { list?: string; turn?: number }): Place {
  const dot = list.lastIndexOf(".");
  const [letter = "", place = ""] = list.slice(0, dot).split("@");
  return { letter, place, absent: list.slice(dot + 1) === "h", turn };
}
