/** Fetches a whole day, page after page, and checks all of it. */

import { get } from "../../src/api";
import { fault, first, opens, rootsOf, sameRoots } from "./chain";
import type { Ledger, Own } from "./entries";

type Page = Ledger & { next?: number };

/** Where a check has come to: `of` entries in all, as far as is known. */
export type Step = { doing: "fetching" | "checking"; done: number; of: number };

export interface Checked {
  ledger: Ledger;
  /** The place of the first entry at fault. */
  fault?: number;
  /** The office's answer named other roots than its entries come to. */
  otherRoots: boolean;
}

/** A day's whole ledger, checked; `of` is how many entries the day's figures told of. */
export async function checkDay(office: string, day: string, of: number, onStep: (step: Step) => void): Promise<Checked> {
  const ledger = await fetchDay(office, day, (done) => onStep({ doing: "fetching", done, of: Math.max(of, done) }));
  const all = ledger.entries.length;
  // An answer that is whole but of another office or day is none to what was asked.
  const asked = ledger.office === office && ledger.day === day;
  const place = !asked ? 1 : await fault(ledger, (done) => onStep({ doing: "checking", done, of: all }));
  return { ledger, ...(place !== undefined && { fault: place }), otherRoots: !sameRoots(ledger, rootsOf(ledger.entries)) };
}

/** All pages as one ledger; the roots are those of the last page, which knows the last entry. */
export async function fetchDay(office: string, day: string, onPage: (entries: number) => void): Promise<Ledger> {
  const entries: Ledger["entries"] = [];
  for (let after = 0; ; ) {
    const { next, ...page } = await get<Page>(`/offices/${encodeURIComponent(office)}/ledger?date=${day}&after=${after}`);
    entries.push(...page.entries);
    onPage(entries.length);
    if (next === undefined) return { ...page, entries };
    after = next;
  }
}

/** One of a ticket's entries, opened by its code; `right` when it is what was committed to. */
export type Opened = Own["entries"][number] & { right: boolean };

/** The ticket that a code opens, with its opened entries against this ledger. */
export async function openOwn(code: string, ledger: Ledger): Promise<{ own: Own; opened: Opened[] }> {
  const own = await get<Own>(`/tickets/${code}/entries`);
  const here = (await first(own)) === (await first(ledger));
  const opened = await Promise.all(own.entries.map(async (one) => {
    const entry = here ? ledger.entries.find(({ seq }) => seq === one.seq) : undefined;
    return { ...one, right: await opens(code, one, entry) };
  }));
  return { own, opened };
}
