/** The order, counted again from the entries alone: which calls passed over an earlier turn (docs/ledger.md). */

import type { Entry } from "./entries";

export interface OutOfOrder {
  seq: number;
  number: string;
  /** Empty when none stands beside the call. */
  reason: string;
  /** Numbers of the same service with an earlier turn that this counter could have called. */
  passed: string[];
}

interface Place {
  letter: string;
  /** The counter or floor that the number was sent to; empty for any. */
  place: string;
  absent: boolean;
  turn: number;
}

const JOINS = new Set(["take", "check_in", "resume", "return", "transfer"]);

/** The calls that did not follow the turns, in their order. */
export function outOfOrder(entries: Entry[]): OutOfOrder[] {
  const waiting = new Map<string, Place>();
  const found: OutOfOrder[] = [];
  for (const entry of entries) {
    const { seq, number = "", reason = "" } = entry;
    if (entry.kind === "call") {
      const passed = passedBy(waiting, entry);
      if (reason || passed.length) found.push({ seq, number, reason, passed });
    }
    follow(waiting, entry);
  }
  return found;
}

function passedBy(waiting: Map<string, Place>, entry: Entry): string[] {
  const mine = waiting.get(entry.number ?? "") ?? placeOf(entry);
  const counter = entry.counter ?? "";
  // Who was sent to this very counter is called there also where the service is not taken otherwise.
  const places = mine.place === counter ? [counter] : ["", mine.place, counter];
  const before = (its: Place) => its.letter === mine.letter && its.turn < mine.turn && !its.absent && places.includes(its.place);
  return [...waiting].filter(([, its]) => before(its)).map(([number]) => number).sort();
}

function follow(waiting: Map<string, Place>, entry: Entry): void {
  const waits = entry.phase ? entry.phase === "waiting" : JOINS.has(entry.kind);
  if (entry.number) put(waiting, entry.number, waits, entry);
  for (const moved of entry.moved ?? []) put(waiting, moved.number, moved.state === "waiting", moved);
}

function put(waiting: Map<string, Place>, number: string, waits: boolean, said: { list?: string; turn?: number }): void {
  if (waits) waiting.set(number, placeOf(said));
  else waiting.delete(number);
}

function placeOf({ list = "", turn = 0 }: { list?: string; turn?: number }): Place {
  const dot = list.lastIndexOf(".");
  const [letter = "", place = ""] = list.slice(0, dot).split("@");
  return { letter, place, absent: list.slice(dot + 1) === "h", turn };
}
