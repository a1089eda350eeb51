/** A display never goes back in time and never forgets what it showed. */

import { expect, test } from "vitest";
import { merged, type Shown } from "../display/src/feed";
import { endOf, leftOf } from "../display/src/lobby";
import { pageOf, range, rows } from "../display/src/services";
import { isDue } from "../src/nightly";
import type { Board } from "../src/types";

const board = (seq: number, more: Partial<Board> = {}): Board => ({
  office: "rsud-igd", day: "2026-03-02", epoch: 1, seq, at: "2026-03-02T02:00:00Z", waiting: [], counters: [], calls: [], services: [], notices: [], ...more,
});
const nothing: Shown = { board: null, catalogue: null, code: null, live: false, since: 0 };

test("a lost link keeps the board and says when it was last live", () => {
  const live = merged(nothing, { board: board(9), live: true }, 1000);
  const lost = merged(live, { live: false }, 5000);
  const later = merged(lost, { code: null }, 9000);

  expect([lost.board?.seq, lost.live, lost.since, later.since]).toEqual([9, false, 5000, 5000]);
});

test("a state that knows no board does not blank the screen", () => {
  expect(merged(merged(nothing, { board: board(3) }), { board: null, live: false }).board?.seq).toBe(3);
});

test("the next numbers are in call order, cut, per service", () => {
  const waiting = [{ number: "A002", service: "igd" }, { number: "C001", service: "umum" }, { number: "A003", service: "igd" }, { number: "A004", service: "igd" }];
  const services: Board["services"] = [{ service: "igd", letter: "A", waiting: 3, minutes: [5, 12] }];

  expect(rows(board(1, { waiting, services }), null, 2)[0]?.next).toEqual(["A002", "A003"]);
});

test.each([[[0, 0], "tanpa menunggu"], [[5, 5], "±5 menit"], [[5, 12], "5–12 menit"]] as const)("a range %j reads %s", (minutes, text) => {
  expect(range([...minutes])).toBe(text);
});

test("pages of services take turns", () => {
  expect([0, 1, 2].map((turn) => pageOf([1, 2, 3, 4, 5], 4, turn).rows)).toEqual([[1, 2, 3, 4], [5], [1, 2, 3, 4]]);
});

test("a lobby code runs down to its end and is shown no longer than it is accepted", () => {
  const code = { code: "402817", at: "2026-03-02T02:00:10Z" };

  expect(endOf(code)).toBe(Date.parse("2026-03-02T02:01:00Z"));
  expect(leftOf(code, Date.parse("2026-03-02T02:00:30Z"))).toBe(0.5);
  expect(leftOf(code, Date.parse("2026-03-02T02:01:30Z"))).toBe(0);
  expect(leftOf(code, Date.parse("2026-03-02T02:02:01Z"))).toBeNull();
});

test("a screen loads itself anew in the fourth hour of the night, once", () => {
  const at = (hour: number) => new Date(2026, 2, 2, hour, 30);

  expect(isDue(at(3), at(0).getTime())).toBe(true);
  expect(isDue(at(3), at(3).getTime() - 60_000)).toBe(false);
  expect(isDue(at(4), at(0).getTime())).toBe(false);
});
