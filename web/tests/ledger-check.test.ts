/** The whole day is fetched page by page and checked, whatever the office's answers say of themselves. */

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkDay, openOwn, type Step } from "../ledger/src/check";
import { sha256 } from "../ledger/src/chain";
import type { Entry, Ledger } from "../ledger/src/entries";
import { storage } from "./stand-ins";

const day = JSON.parse(readFileSync(new URL("ledger-day.json", import.meta.url), "utf8")) as Ledger;
const PAGE = 10;
let entries: Entry[];
let roots: object;
let own: object;
let asked: string[];

beforeEach(() => {
  entries = day.entries;
  roots = { root: day.root, closed_root: day.closed_root, supplement_root: day.supplement_root };
  asked = [];
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("location", { protocol: "https:" });
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    if (path.startsWith("/api/tickets/")) return Response.json(own);
    const after = Number(/after=(\d+)/.exec(path)?.[1]);
    const page = entries.slice(after, after + PAGE);
    const more = after + PAGE < entries.length && { next: after + PAGE };
    return Response.json({ office: day.office, day: day.day, epoch: day.epoch, ...roots, entries: page, ...more });
  });
});
afterEach(() => vi.unstubAllGlobals());

const check = (steps: Step[] = []) => checkDay(day.office, day.day, day.entries.length, (step) => steps.push(step));

test("all pages make one ledger, and the visitor hears how far it is", async () => {
  const steps: Step[] = [];
  const checked = await check(steps);
  expect(checked).toEqual({ ledger: day, otherRoots: false });
  expect(asked.map((path) => path.split("&")[1])).toEqual(["after=0", "after=10", "after=20", "after=30"]);
  expect(steps[0]).toEqual({ doing: "fetching", done: 10, of: day.entries.length });
});

test("a changed entry is found at its place", async () => {
  entries = entries.map((entry) => (entry.seq === 25 ? { ...entry, reason: "mistake" } : entry));
  expect((await check()).fault).toBe(25);
});

test("a whole ledger of another office or day is none to what was asked", async () => {
  const other = (office: string, of: string) => checkDay(office, of, day.entries.length, () => undefined);
  expect((await other("kelurahan", day.day)).fault).toBe(1);
  expect((await other(day.office, "2026-03-03")).fault).toBe(1);
});

test("roots that the entries do not come to are found", async () => {
  roots = { ...roots, closed_root: "0".repeat(64) };
  expect(await check()).toMatchObject({ otherRoots: true });
  roots = { root: day.root };
  expect(await check()).toMatchObject({ otherRoots: true });
});

test("a code opens only what this very ledger committed to", async () => {
  const committed = await sha256("7Q2M4XK9T0ZB6HVN|2|staff|elderly");
  const ledger = { ...day, entries: day.entries.map((entry) => (entry.seq === 2 ? { ...entry, commitment: committed } : entry)) };
  const one = { seq: 2, hash: ledger.entries[1]!.hash, by: "staff", priority: "elderly" };
  own = { office: day.office, day: day.day, epoch: day.epoch, number: "A002", entries: [one, { ...one, seq: 3 }] };
  const { opened } = await openOwn("7Q2M4XK9T0ZB6HVN", ledger);
  expect(opened.map(({ right }) => right)).toEqual([true, false]);
  own = { ...own, day: "2026-03-03" };
  expect((await openOwn("7Q2M4XK9T0ZB6HVN", ledger)).opened.map(({ right }) => right)).toEqual([false, false]);
});
