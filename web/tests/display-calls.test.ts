/** Every call is spoken once and in order, if it arrives within 30 s; every call is shown. */

import { expect, test } from "vitest";
import { isWanted, later, toShow, toSpeak } from "../display/src/calls";

const NOW = Date.parse("2026-03-02T02:00:00Z");
const call = (number: number, secondsAgo: number, what = `A00${number}`) =>
  ({ call: number, number: what, counter: "1", at: new Date(NOW - secondsAgo * 1000).toISOString(), recall: false });
const board = (...calls: ReturnType<typeof call>[]) => ({ day: "2026-03-02", calls });
const numbers = (calls: { call: number }[]) => calls.map((one) => one.call);

test("two calls of one second are both spoken, in order", () => {
  expect(numbers(toSpeak(board(call(2, 1), call(1, 1)), null, NOW))).toEqual([1, 2]);
});

test("a call that was spoken is not spoken again", () => {
  expect(numbers(toSpeak(board(call(1, 5), call(2, 1)), { day: "2026-03-02", call: 1 }, NOW))).toEqual([2]);
});

test("a call that arrives 30 s after it was made is spoken, a later one is not", () => {
  expect(numbers(toSpeak(board(call(1, 31), call(2, 30)), null, NOW))).toEqual([2]);
});

test("calls begin anew each day", () => {
  expect(numbers(toSpeak(board(call(1, 1)), { day: "2026-03-01", call: 80 }, NOW))).toEqual([1]);
  expect(toSpeak(board(call(90, 1)), { day: "2026-03-03", call: 1 }, NOW)).toEqual([]);
});

test("the newest call is shown first, and a recalled number once", () => {
  const calls = [call(1, 50, "A001"), call(2, 40, "C007"), call(3, 30, "A001")];

  expect(toShow(calls, 5).map((one) => [one.call, one.number])).toEqual([[3, "A001"], [2, "C007"]]);
});

test("what was spoken is never lowered", () => {
  expect(later({ day: "2026-03-02", call: 7 }, { day: "2026-03-02", call: 3 })).toEqual({ day: "2026-03-02", call: 7 });
  expect(later(null, { day: "2026-03-02", call: 3 })).toEqual({ day: "2026-03-02", call: 3 });
});

test("a call that was taken back is wanted no more, nor is yesterday's of the same number", () => {
  const wanted = (number: number, day = "2026-03-02") => isWanted(board(call(1, 9), call(3, 1)), { day, call: number });

  expect([wanted(1), wanted(2), wanted(3), wanted(4)]).toEqual([true, false, true, false]);
  expect(wanted(1, "2026-03-01")).toBe(false);
  expect(isWanted(board(), { day: "2026-03-02", call: 1 })).toBe(false);
});

test("a call that only made room for later ones is still spoken", () => {
  const full = board(...[3, 4, 5, 6, 7, 8].map((number) => call(number, 9 - number)));

  expect(isWanted(full, { day: "2026-03-02", call: 2 })).toBe(true);
});

test("what was called after an undo is spoken, and what was spoken before it is not again", () => {
  const undone = board(call(1, 20));

  expect(toSpeak(undone, { day: "2026-03-02", call: 2 }, NOW)).toEqual([]);
  expect(numbers(toSpeak(board(call(1, 20), call(3, 1)), { day: "2026-03-02", call: 2 }, NOW))).toEqual([3]);
});
