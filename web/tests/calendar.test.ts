import { beforeEach, expect, test, vi } from "vitest";
import type { Booking, Office, Service } from "../src/types";
import { calendarOf, uidOf } from "../visitor/booking/calendar";
import { storage } from "./stand-ins";

beforeEach(() => void vi.stubGlobal("localStorage", storage()));

const CODE = "0123456789ABCDEF";
const PAGE = `https://antrean.example/#/b/${CODE}`;
const NOW = Date.parse("2026-03-01T00:00:00Z");
const booking = { code: CODE, office: "rsud", service: "gigi", state: "booked", slot: { id: "2026-03-02T09:40", start: "2026-03-02T09:40:00+08:00" } } as Booking;
const office = {
  name: "RSUD; Poliklinik, Lantai 2 – Gedung Utama Rumah Sakit Umum Daerah Lampung Tengah", address: "Jl. Dr. Rivai 6",
  position: { latitude: -5.4, longitude: 105.26 },
} as Office;
const service = { name: "Gigi", minutes: 15, requires: ["KTP", "Kartu"] as string[] } as Service;

const linesOf = async (of: Booking) => calendarOf(of, office, service, await uidOf(of.code), PAGE, NOW).split("\r\n");

test("a booking is an event in UTC, with lines of at most 75 octets", async () => {
  const lines = await linesOf(booking);
  expect(lines).toContain("DTSTART:20260302T014000Z");
  expect(lines).toContain("DTEND:20260302T015500Z");
  expect(lines.join("")).toContain("RSUD\\; Poliklinik\\, Lantai 2");
  expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
});

test("an event rings the evening before and two hours before", async () => {
  expect((await linesOf(booking)).filter((line) => line.startsWith("TRIGGER"))).toEqual(["TRIGGER:-PT18H", "TRIGGER:-PT2H"]);
});

test("an event's name is not the code, and stays over a move", async () => {
  const moved = { ...booking, rescheduled: 2, slot: { id: "2026-03-03T10:00", start: "2026-03-03T10:00:00+08:00" } };
  const [before, after] = [await linesOf(booking), await linesOf(moved)];
  const uid = before.find((line) => line.startsWith("UID:"));
  expect(uid).toBe("UID:44JV5GSJP48KNBMV@antrean");
  expect(after).toContain(uid);
  expect([before, after].map((lines) => lines.find((line) => line.startsWith("SEQUENCE")))).toEqual(["SEQUENCE:0", "SEQUENCE:2"]);
});

test("a cancelled booking takes its event back, without ringing", async () => {
  const lines = await linesOf({ ...booking, state: "cancelled" });
  expect(lines).toContain("STATUS:CANCELLED");
  expect(lines).toContain("SEQUENCE:1");
  expect(lines.filter((line) => line.startsWith("TRIGGER"))).toEqual([]);
});

test("what for is nobody's business who reads the calendar", async () => {
  expect((await linesOf(booking)).join("")).not.toMatch(/Gigi|KTP|Kartu/);
});

test("the link that opens the booking is for its owner's calendar alone", async () => {
  expect(await linesOf(booking)).toEqual(expect.arrayContaining([`URL:${PAGE}`, "CLASS:PRIVATE"]));
});
