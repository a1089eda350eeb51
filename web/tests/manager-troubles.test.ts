/** What needs care is said first, and plots have round tops. */

import { expect, test } from "vitest";
import type { Line } from "../src/line";
import { satisfied } from "../src/reports";
import { stacked, top } from "../manager/src/scale";
import { longestWait, troubles } from "../manager/src/troubles";

const line = (more: Partial<Line> = {}): Line => ({
  office: "rsud", day: "2026-03-02", epoch: 1, seq: 1, waiting: [], counters: [{ counter: "1", state: "open" }], services: [], devices: [], ...more,
});
const waits = (minutes: number, present = true) =>
  ({ number: "A001", service: "igd", class: "walk-in" as const, turn: 0, minutes, present });

test("an office where all is well has no troubles", () => {
  expect(troubles(line({ waiting: [waits(10)] }))).toEqual([]);
});

test("people who wait while no counter is open come first, then devices, then a long wait", () => {
  const devices: Line["devices"] = [
    { thing: "kiosk-1", status: "online", at: null, fault: "paper-out" }, { thing: "button-2", status: "offline", at: null }, { thing: "display-1", status: "unknown", at: null },
  ];

  expect(troubles(line({ waiting: [waits(75)], counters: [{ counter: "1", state: "closed" }], devices }))).toEqual(
    ["1 orang menunggu, tidak ada loket buka", "kiosk-1: kertas habis", "button-2 tidak tersambung", "Ada yang menunggu 75 menit"]);
});

test("who is not here yet does not count as waiting long", () => {
  expect(longestWait(line({ waiting: [waits(90, false), waits(12)] }))).toBe(12);
});

test("satisfaction is the share of the two better faces", () => {
  const of = (one: number, two: number, three: number) => satisfied({ satisfaction: { counts: { "1": one, "2": two, "3": three }, mean: null } });

  expect([of(1, 1, 2), of(0, 0, 0)]).toEqual([75, null]);
});

test("axes end at a round number and bars stack", () => {
  expect([[], [7], [142], [1000]].map(top)).toEqual([1, 10, 200, 1000]);
  expect(stacked([2, 3])).toEqual([[0, 2], [2, 5]]);
});
