/** What a manager asks for when closing, and how it is said. */

import { expect, test } from "vitest";
import { bodyOf, concernedPath, daysOf, hasDays, type Wish } from "../manager/src/closures";

const wish: Wish = { service: "", from: "2026-03-04", to: "2026-03-05", why: " Listrik padam ", english: "", serveWaiting: true };

test("without a service the whole office is closed, and one reason stands for both languages", () => {
  expect(bodyOf(wish)).toEqual({ from: "2026-03-04", to: "2026-03-05", why: "Listrik padam", serve_waiting: true });
});

test("a service and a reason in English are said where they are given", () => {
  expect(bodyOf({ ...wish, service: "umum", english: "Power cut " })).toEqual({
    service: "umum", from: "2026-03-04", to: "2026-03-05", why: { id: "Listrik padam", en: "Power cut" }, serve_waiting: true,
  });
});

test("whom it would concern is asked for by the same service and days", () => {
  expect(concernedPath("rsud", wish)).toBe("/offices/rsud/concerned?from=2026-03-04&to=2026-03-05");
  expect(concernedPath("rsud", { ...wish, service: "umum" })).toBe("/offices/rsud/concerned?service=umum&from=2026-03-04&to=2026-03-05");
});

test.each([
  ["2026-03-04", "2026-03-05", true], ["2026-03-04", "2026-03-04", true], ["2026-03-05", "2026-03-04", false],
  ["2026-03-03", "2026-03-04", false], ["", "2026-03-04", false], ["2026-03-04", "", false],
])("days from %s to %s on Wednesday 2026-03-04: %s", (from, to, right) => {
  expect(hasDays({ from, to }, "2026-03-04")).toBe(right);
});

test("a day is said once, several from the first to the last", () => {
  expect(daysOf({ from: "2026-03-04", to: "2026-03-04" })).toBe("Rab, 4 Mar");
  expect(daysOf(wish)).toBe("Rab, 4 Mar – Kam, 5 Mar");
});
