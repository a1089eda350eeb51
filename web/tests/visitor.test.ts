import { beforeEach, expect, test, vi } from "vitest";
import { jittered } from "../src/delay";
import type { Booking, Office, Ticket } from "../src/types";
import { backBy } from "../visitor/back-by";
import { codeOf, inFours } from "../visitor/code";
import { lobbyFault, nikFault, phoneFault } from "../visitor/faults";
import { heldCode, holdCode } from "../visitor/lobby-code";
import { copy, forget, keepArrival, keepBooking, keepTicket, mine } from "../visitor/mine";
import { otherDays } from "../visitor/office";
import { distance } from "../visitor/place";
import { mapOf } from "../visitor/way";
import { storage } from "./stand-ins";

beforeEach(() => {
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("sessionStorage", storage());
});

test.each([
  ["0123456789ABCDEF", "0123456789ABCDEF"], [" 0123 4567-89ab cdef ", "0123456789ABCDEF"],
  ["O1I3456789ABCDEL", "0113456789ABCDE1"], ["https://antrean.example/#/t/0123456789ABCDEF", "0123456789ABCDEF"],
])("%s is the code %s", (typed, code) => {
  expect(codeOf(typed)).toBe(code);
});

test.each(["", "123", "U123456789ABCDEF", "0123456789ABCDEF0"])("%s is not a code", (typed) => {
  expect(codeOf(typed)).toBeUndefined();
});

test("a code is read in fours", () => {
  expect(inFours("0123456789ABCDEF")).toBe("0123 4567 89AB CDEF");
});

test.each(["", "081234567890", "+62 812-3456-7890", "6281234567890", "8123456789", "0812 3456 7890"])("%s is a phone number or none", (phone) => {
  expect(phoneFault(phone)).toBeUndefined();
});

test.each(["123", "021-5550123", "+1 555 0100 200", "0812x4567890"])("%s is not a mobile number here", (phone) => {
  expect(phoneFault(phone)?.field).toBe("phone");
});

test("a NIK has sixteen digits, a lobby code six", () => {
  expect(nikFault("1871012345678901")).toBeUndefined();
  expect(nikFault("1871 0123-4567.8901")).toBeUndefined();
  expect(nikFault("187101234567890")?.field).toBe("nik");
  expect(lobbyFault("402817")).toBeUndefined();
  expect(lobbyFault("40281")?.field).toBe("lobby_code");
});

test("a hundredth of a degree of latitude is 1,112 metres", () => {
  const metres = distance({ latitude: -5.4, longitude: 105.26 }, { latitude: -5.41, longitude: 105.26 });
  expect(Math.round(metres)).toBe(1112);
});

test("the last copy of a ticket stays on the phone until it is forgotten", () => {
  const ticket = { code: "0123456789ABCDEF", number: "A003", office: "rsud-igd", service: "igd", state: "waiting" } as Ticket;
  keepTicket(ticket);
  keepTicket({ ...ticket, state: "called" });
  expect(mine().length).toBe(1);
  expect(copy(ticket.code)).toMatchObject({ going: true, ticket: { state: "called" } });
  forget(ticket.code);
  expect(mine()).toEqual([]);
});

test("a lobby code is kept for its minute, and a reload does not make it younger", () => {
  holdCode("596765", 1_000);
  holdCode("596765", 50_000);
  expect(heldCode(60_999)).toBe("596765");
  expect(heldCode(61_000)).toBe("");
  holdCode("120034", 61_000);
  expect(heldCode(62_000)).toBe("120034");
});

test("a booking whose visitor came is no longer going, its ticket is", () => {
  const booking = { code: "B123456789ABCDEF", office: "rsud", service: "gigi", state: "booked" } as Booking;
  keepArrival(booking, { code: "0123456789ABCDEF", office: "rsud", service: "gigi", state: "waiting" } as Ticket);
  expect(mine().map((one) => [one.kind, one.going])).toEqual([["t", true], ["b", false]]);
});

test("delays grow to a cap and are spread over all of it", () => {
  expect(jittered(0, 1000, 60_000, () => 1)).toBe(1000);
  expect(jittered(3, 1000, 60_000, () => 0.5)).toBe(4000);
  expect(jittered(20, 1000, 60_000, () => 1)).toBe(60_000);
});

test("what waits or is drawn stays on the phone until its day", () => {
  vi.useFakeTimers({ now: Date.parse("2026-03-02T02:00:00Z") });
  const booking = { code: "B123456789ABCDEF", office: "rsud", service: "gigi", state: "waiting", waiting: { ahead: 3, to: "2026-03-20" } } as Booking;
  keepBooking(booking);
  vi.setSystemTime(Date.parse("2026-03-20T02:00:00Z"));
  expect(copy(booking.code)?.going).toBe(true);
  vi.setSystemTime(Date.parse("2026-03-22T02:00:00Z"));
  expect(mine()).toEqual([]);
  vi.useRealTimers();
});

const READ = Date.parse("2026-03-02T02:00:00Z");
test.each([
  [45, 0, "2026-03-02T02:35:00Z"], [47, 0, "2026-03-02T02:35:00Z"], [19, 0, undefined], [45, 26, undefined],
])("who waits at least %i minutes, read %i minutes ago, is to be back at %s", (least, ago, by) => {
  const back = backBy(least, READ, READ + ago * 60_000);
  expect(back && new Date(back).toISOString().replace(".000", "")).toBe(by);
});

test("a map is the phone's own, or one in the browser", () => {
  const office = { name: "RSUD Kota", position: { latitude: -5.4, longitude: 105.26 } };
  expect(mapOf(office, "Mozilla/5.0 (Linux; Android 13)")).toBe("geo:-5.4,105.26?q=-5.4,105.26(RSUD%20Kota)");
  expect(mapOf(office, "Mozilla/5.0 (X11; Linux)")).toBe("https://www.openstreetmap.org/directions?to=-5.4,105.26");
});

test("an office lists the coming days that differ, but not each day of a season", () => {
  const office = {
    seasons: [{ from: "2026-03-09", to: "2026-03-31", why: "Ramadan", hours: [] }],
    special: [
      { day: "2026-03-02", why: "Listrik padam", hours: [] }, { day: "2026-03-05", why: "Rapat", hours: [{ open: "08:00", close: "11:00" }] },
      { day: "2026-03-10", why: "Ramadan", hours: [{ open: "08:00", close: "14:00" }] }, { day: "2026-03-19", why: "Nyepi", hours: [] },
    ],
    closed: [{ day: "2026-03-19", why: "Nyepi" }, { day: "2026-05-01", why: "Hari Buruh" }],
  } as unknown as Office;
  expect(otherDays(office, "2026-03-02").map((one) => one.why)).toEqual(["Rapat", "Nyepi", "Hari Buruh"]);
});
