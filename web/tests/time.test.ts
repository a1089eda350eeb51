import { beforeEach, expect, test, vi } from "vitest";
import { clockZone, dayOf, fiveBefore, longDate, nextDays, opening, spans, zoneOf } from "../src/time";
import { storage } from "./stand-ins";

beforeEach(() => void vi.stubGlobal("localStorage", storage()));

const week = [0, 1, 2, 3, 4].flatMap((day) => [{ day, open: "08:00", close: "12:00" }, { day, open: "13:00", close: "15:00" }]);
const always = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, open: "00:00", close: "24:00" }));
const at = (text: string) => Date.parse(text);

test.each([
  ["Asia/Jakarta", "08.40 WIB"], ["Asia/Makassar", "09.40 WITA"], ["Asia/Jayapura", "10.40 WIT"],
])("in %s Monday 2026-03-02 01:40 UTC is %s", (zone, read) => {
  expect(clockZone("2026-03-02T01:40:00Z", zone)).toBe(read);
});

test("a long date is Indonesian", () => {
  expect(longDate("2026-03-02T01:40:00Z", "Asia/Jakarta")).toBe("Senin, 2 Maret 2026");
});

test("an office's day begins at its own midnight", () => {
  expect(dayOf("2026-03-01T16:59:00Z", "Asia/Jakarta")).toBe("2026-03-01");
  expect(dayOf("2026-03-01T17:00:00Z", "Asia/Jakarta")).toBe("2026-03-02");
});

test("the next seven days begin today, in the office's zone", () => {
  expect(nextDays(at("2026-02-27T16:00:00Z"), "Asia/Makassar").map((day) => day.date)).toEqual(
    ["2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"]);
});

test.each([
  ["Monday 09:00", "2026-03-02T09:00+07:00", { open: true, always: false, until: "12:00" }],
  ["Monday 12:00, the break", "2026-03-02T12:00+07:00", { open: false, always: false, next: { day: 0, open: "13:00", today: true } }],
  ["Monday 15:00, just closed", "2026-03-02T15:00+07:00", { open: false, always: false, next: { day: 1, open: "08:00", today: false } }],
  ["Friday night", "2026-03-06T22:00+07:00", { open: false, always: false, next: { day: 0, open: "08:00", today: false } }],
])("%s", (_, now, expected) => {
  expect(opening(week, "Asia/Jakarta", at(now))).toEqual(expected);
});

test("on a holiday the office stays closed until the next day of work", () => {
  const holidays = ["2026-03-02", "2026-03-03"].map((day) => ({ day, hours: [] }));

  expect(opening(week, "Asia/Jakarta", at("2026-03-02T09:00+07:00"), holidays))
    .toEqual({ open: false, always: false, next: { day: 2, open: "08:00", today: false } });
});

test.each([
  ["before it ends", "2026-03-02T13:59+07:00", { open: true, always: false, until: "14:00" }],
  ["when it has ended", "2026-03-02T14:00+07:00", { open: false, always: false, next: { day: 1, open: "08:30", today: false } }],
])("in Ramadan the day's own hours hold, %s", (_, now, expected) => {
  const ramadan = ["2026-03-02", "2026-03-03"].map((day) => ({ day, hours: [{ open: "08:30", close: "14:00" }] }));

  expect(opening(week, "Asia/Jakarta", at(now), ramadan)).toEqual(expected);
});

test("round the clock is open at any hour", () => {
  expect(opening(always, "Asia/Jakarta", at("2026-03-02T03:00+07:00"))).toEqual({ open: true, always: true, until: "24:00" });
});

test("no hours, never open", () => {
  expect(opening([], "Asia/Jakarta", at("2026-03-02T09:00+07:00"))).toEqual({ open: false, always: false });
});

test("spans stand in the order of the week", () => {
  expect(spans([week[3]!, week[1]!, week[0]!]).map((one) => [one.day, one.open])).toEqual([[0, "08:00"], [0, "13:00"], [1, "13:00"]]);
});

test.each([["2026-03-02T09:40:00+07:00", "09.40 WIB"], ["2026-03-02T09:40:00+08:00", "09.40 WITA"], ["2026-03-02T09:40:00+09:00", "09.40 WIT"]])(
  "%s is read on its own office's clock: %s", (start, read) => {
    expect(clockZone(start, zoneOf(start))).toBe(read);
  });

test("who must be back goes by whole five minutes, never later than the margin", () => {
  expect(new Date(fiveBefore(at("2026-03-02T10:44+07:00"), 10)).toISOString()).toBe("2026-03-02T03:30:00.000Z");
});
