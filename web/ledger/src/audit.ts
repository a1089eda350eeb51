/** The order, counted again from the entries alone: which calls passed over an earlier turn (docs/ledger.md). */

import { calledIn, follow, passes, type Waiting } from "./audit-waits";
import type { Entry } from "./entries";

export interface OutOfOrder {
  seq: number;
  number: string;
  /** Empty when none stands beside the call. */
  reason: string;
  /** Numbers with an earlier turn that this counter could have called. */
  passed: string[];
}

/** The calls that did not follow the turns, in their order. */
export function outOfOrder(entries: Entry[]): OutOfOrder[] {
  const waiting: Waiting = new Map();
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

function passedBy(waiting: Waiting, entry: Entry): string[] {
  const call = calledIn(waiting, entry);
  return [...waiting].filter(([, its]) => passes(call, its)).map(([number]) => number).sort();
}
