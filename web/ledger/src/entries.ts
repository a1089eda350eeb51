/** A day's public entries, as the API gives them and as they are exported. */

export interface Moved {
  number: string;
  state: string;
  list?: string;
  turn?: number;
}

export interface Entry {
  seq: number;
  /** To the minute. */
  at: string;
  kind: string;
  previous: string;
  hash: string;
  number?: string;
  counter?: string;
  state?: string;
  list?: string;
  class?: string;
  /** Epoch seconds. */
  turn?: number;
  reason?: string;
  /** The kind that an undo took back. */
  of?: string;
  /** The number's state after it, where the kind does not say it. */
  phase?: string;
  moved?: Moved[];
  /** Of a call, the services that the counter takes just then; of a counter, those that staff chose for it. */
  letters?: string[];
  commitment?: string;
}

export interface Roots {
  /** The hash of the last entry so far; empty before the first. */
  root: string;
  closed_root?: string;
  supplement_root?: string;
}

export interface Ledger extends Roots {
  office: string;
  day: string;
  epoch: number;
  entries: Entry[];
}

export interface Summary extends Roots {
  entries: number;
  issued: number;
  called: number;
  served: number;
  no_show: number;
  withdrawn: number;
  void: number;
  ended: number;
  undone: number;
  held: number;
  returned: number;
  transferred: number;
  turn_anew: number;
  chosen_services: number;
  without_link: number;
  conflicts: number;
  passed_aside: { total: number; by: Record<"hold" | "return" | "undo" | "counter", number> };
  out_of_order: { total: number; by_reason: Record<string, number>; unexplained: number[] };
}

/** What a ticket's code opens. */
export interface Own {
  office: string;
  day: string;
  epoch: number;
  number: string;
  entries: { seq: number; hash: string; by: string; priority: string }[];
}

/** The entries that a number is in, also those of another number that moved it. */
export const about = (number: string, entries: Entry[]): Entry[] =>
  entries.filter((entry) => entry.number === number || entry.moved?.some((moved) => moved.number === number));
