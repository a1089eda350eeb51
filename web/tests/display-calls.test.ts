/** Every call is spoken once and in order, if it arrives within 30 s; every call is shown. */

import { expect, test } from "vitest";
import { later, toShow, toSpeak } from "../display/src/calls";

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
