/** The rule of the chain, by the browser's own SHA-256: nothing that the office's computers say of it is believed. */

import type { Entry, Ledger, Own, Roots } from "./entries";

const utf8 = new TextEncoder();

/** Whether this browser can compute hashes: only on a page that came over https. */
export const able = (): boolean => Boolean(globalThis.crypto?.subtle);

export async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** JSON with sorted keys and no spaces, as the ledger hashes it. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const named = value as Record<string, unknown>;
  return `{${Object.keys(named).sort().map((name) => `${JSON.stringify(name)}:${canonical(named[name])}`).join(",")}}`;
}

/** The hash that an entry must have. */
export const hashOf = ({ hash: _, ...covered }: Entry): Promise<string> => sha256(canonical(covered));

/** What the first entry of a day is chained to. */
export const first = ({ office, day, epoch }: Pick<Ledger, "office" | "day" | "epoch">): Promise<string> =>
  sha256(`antrean|${office}|${day}|${epoch}`);

/** The place of the first entry that was changed, moved, added or left out; nothing when all is as written.
 *  `onEach` hears how many were checked. */
export async function fault(ledger: Ledger, onEach?: (checked: number) => void): Promise<number | undefined> {
  let previous = await first(ledger), closed = false;
  for (const [index, entry] of ledger.entries.entries()) {
    const place = index + 1;
    if (entry.seq !== place || entry.previous !== previous || entry.hash !== (await hashOf(entry))) return place;
    // Behind the close only corrections stand.
    if (closed && entry.kind !== "correct") return place;
    closed ||= entry.kind === "end";
    previous = entry.hash;
    if (place % 50 === 0) onEach?.(place);
  }
  return undefined;
}

/** The roots that the entries come to. */
export function rootsOf(entries: Entry[]): Roots {
  const root = entries.at(-1)?.hash ?? "";
  const closed = entries.find((entry) => entry.kind === "end")?.hash;
  return { root, ...(closed && { closed_root: closed }), ...(closed && closed !== root && { supplement_root: root }) };
}

/** Whether the entries come to the roots that were said. */
export const sameRoots = (one: Roots, other: Roots): boolean =>
  one.root === other.root && one.closed_root === other.closed_root && one.supplement_root === other.supplement_root;

/** Whether what was opened is what the entry committed to when it was written. */
export async function opens(code: string, opened: Own["entries"][number], entry?: Entry): Promise<boolean> {
  const committed = await sha256([code, opened.seq, opened.by, opened.priority].join("|"));
  return entry !== undefined && entry.hash === opened.hash && entry.commitment === committed;
}
