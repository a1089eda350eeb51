import { expect, test } from "vitest";
import { checkInSpan, spanTimes } from "../visitor/booking/check-in-span";

const office = (early_minutes: number, late_minutes: number) =>
  ({ booking: { days: 14, opens: "00:00", hold_minutes: 5, reschedules: 3, early_minutes, late_minutes } });
const said = (start: string, early: number, late: number) => spanTimes(checkInSpan(start, office(early, late))!, "Asia/Jakarta");

test("a check-in within one day is said by its times", () => {
  expect(said("2026-12-10T09:00:00+07:00", 120, 60)).toEqual(["07.00 WIB", "10.00 WIB"]);
});

test("a check-in that goes over midnight is said with its days", () => {
  expect(said("2026-12-10T01:30:00+07:00", 1440, 60)).toEqual(["Rab, 9 Des, 01.30 WIB", "Kam, 10 Des, 02.30 WIB"]);
});
