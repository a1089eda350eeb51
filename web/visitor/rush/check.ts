/** Computes a draw again from its published list, as verify_draw.py does: whoever wants can compare. */

import { sha256 } from "./sha256";

export interface Asked {
  /** Slots, the dearest first. */
  wishes?: string[];
  /** Leaves of those who come along. */
  members?: string[];
}

export interface Entry extends Asked {
  rank: number;
  slot?: string;
  /** The office took the places away before they were given. */
  gone?: boolean;
}

/** One part of a draw's list, or all of it. */
export interface DrawList {
  office: string;
  service: string;
  day: string;
  opens: string;
  closes: string;
  state: string;
  commit: string;
  root: string;
  sealed: string;
  seed: string;
  checkpoints: { at: string; people: number; root: string }[];
  /** The checkpoint at which each person's leaf was first seen, from 1. */
  people: Record<string, number>;
  places: Record<string, number>;
  /** The slots that one booking takes, by where it can begin, earliest first. */
  runs: string[][];
  entries: Record<string, Entry>;
  part?: number;
  parts?: number;
}

/** What was published before the seed, as this phone or somebody else saw it. */
export type Published = Partial<Pick<DrawList, "commit" | "root" | "sealed" | "seed">>;

/** What does not follow from the rest. */
export type Fault = "seed" | "sealed" | "people" | "twice" | "root" | "order" | "gone" | "published" | "shape";

const SEALED = ["office", "service", "day", "opens", "closes", "commit", "checkpoints", "people", "places", "runs"] as const;
/** So many hashes at once, then the page may breathe. */
const AT_ONCE = 4000;

/** All parts as one list. */
export function joined(parts: DrawList[]): DrawList {
  const [{ part: _, parts: __, ...whole }] = parts as [DrawList];
  return { ...whole, people: Object.assign({}, ...parts.map((one) => one.people)), entries: Object.assign({}, ...parts.map((one) => one.entries)) };
}

/** The first fault, or nothing; `done` is told how far the check is, from 0 to 1. */
export async function faultOf(list: DrawList, published: Published, done: (share: number) => void = () => undefined): Promise<Fault | undefined> {
  try {
    if (hex(sha256(unhex(list.seed))) !== list.commit) return "seed";
    if (sealOf(list) !== list.sealed) return "sealed";
    const faulty = await inPeople(list, done);
    if (faulty) return faulty;
    const given = isGiven(list);
    if (given) return given;
  } catch {
    return "shape";
  }
  return Object.entries(published).some(([name, value]) => list[name as keyof Published] !== value) ? "published" : undefined;
}

/** SHA-256 over everything but the seed and what followed from it, as JSON with sorted keys and no spaces. */
export function sealOf(list: DrawList): string {
  const entries = Object.fromEntries(Object.entries(list.entries).map(([entry, { wishes, members }]) =>
    [entry, { ...(wishes && { wishes }), ...(members && { members }) }]));
  const asked = { ...Object.fromEntries(SEALED.map((name) => [name, list[name]])), entries };
  return hex(sha256(new TextEncoder().encode(canonical(asked))));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`);
  return `{${fields.join(",")}}`;
}

/** Whether everybody was there when the checkpoints say so, and is on one entry at most. */
async function inPeople(list: DrawList, done: (share: number) => void): Promise<Fault | undefined> {
  const people = Object.entries(list.people).sort(([a], [b]) => (a < b ? -1 : 1));
  const hashes = await sliced(people.length, (n) => sha256(joinedBytes(0, unhex(people[n]![0]))));
  const whole = list.checkpoints.reduce((sum, point) => sum + point.people, 0) || 1;
  let hashed = 0;
  for (const [n, point] of list.checkpoints.entries()) {
    const there = hashes.filter((_, at) => people[at]![1] <= n + 1);
    const root = await overAll(there);
    if (point.people !== there.length || point.root !== root) return "people";
    done((hashed += point.people) / whole);
  }
  if (people.some(([, seen]) => !(seen >= 1 && seen <= list.checkpoints.length))) return "people";
  if (list.checkpoints.at(-1)?.root !== list.root) return "root";
  const on = Object.entries(list.entries).flatMap(([entry, { members = [] }]) => [entry, ...members]);
  if (new Set(on).size !== on.length) return "twice";
  return on.every((leaf) => leaf in list.people) ? undefined : "people";
}

/** The root over the leaves' hashes, in the order of the leaves' bytes (RFC 6962): level by level, an odd one goes up as it is. */
async function overAll(hashes: Uint8Array[]): Promise<string> {
  let level = hashes;
  while (level.length > 1) {
    const below = level;
    level = await sliced(Math.ceil(below.length / 2), (n) =>
      (below[2 * n + 1] ? sha256(joinedBytes(1, below[2 * n]!, below[2 * n + 1]!)) : below[2 * n]!));
  }
  return hex(level[0] ?? sha256(new Uint8Array()));
}

async function sliced<T>(count: number, make: (n: number) => T): Promise<T[]> {
  const made: T[] = [];
  for (let n = 0; n < count; n++) {
    made.push(make(n));
    if (n % AT_ONCE === AT_ONCE - 1) await new Promise((on) => setTimeout(on));
  }
  return made;
}

/** Whether ranks and places are those that the rule gives. */
function isGiven(list: DrawList): Fault | undefined {
  const ranks = Object.keys(list.entries).map((entry) => [hex(sha256(joinedBytes(2, unhex(list.seed), unhex(list.root), unhex(entry)))), entry] as const);
  ranks.sort(([a], [b]) => (a < b ? -1 : 1));
  const left = { ...list.places };
  for (const [n, [, entry]] of ranks.entries()) {
    const said = list.entries[entry]!;
    if (said.gone) return "gone";
    const size = 1 + (said.members?.length ?? 0);
    const wished = (said.wishes ?? []).flatMap((wish) => list.runs.filter((run) => run[0] === wish));
    const run = [...wished, ...list.runs].find((one) => one.every((slot) => left[slot]! >= size));
    for (const slot of run ?? []) left[slot]! -= size;
    if (said.rank !== n + 1 || said.slot !== run?.[0]) return "order";
  }
  return undefined;
}

function joinedBytes(first: number, ...rest: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(1 + rest.reduce((sum, one) => sum + one.length, 0));
  all[0] = first;
  let at = 1;
  for (const one of rest) {
    all.set(one, at);
    at += one.length;
  }
  return all;
}

function unhex(text: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error("not a hash");
  return Uint8Array.from({ length: 32 }, (_, n) => Number.parseInt(text.slice(2 * n, 2 * n + 2), 16));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
