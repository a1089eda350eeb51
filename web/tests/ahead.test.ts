/** What was asked for ahead is read once, soon, in its own language, and only where nothing else was done meanwhile. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ahead, read } from "../src/ahead";
import { language, speak } from "../src/i18n";
import { askAhead } from "../visitor/rooms";
import { answered, storage } from "./stand-ins";

let said: string, lost: boolean, asked: string[];

beforeEach(() => {
  [said, lost, asked] = ["first", false, []];
  vi.useFakeTimers();
  vi.stubGlobal("location", { protocol: "http:", hash: "" });
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("document", { documentElement: {} });
  vi.stubGlobal("fetch", async (url: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(url);
    if (lost) throw new TypeError("no link");
    return answered({ said, in: headers["Accept-Language"] });
  });
});
afterEach(() => {
  speak("id");
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it is read once; who reads again asks again", async () => {
  void ahead("/offices/x");
  expect(await read("/offices/x")).toMatchObject({ said: "first" });
  said = "second";
  expect(await read("/offices/x")).toMatchObject({ said: "second" });
  expect(asked.length).toBe(2);
});

test("it is not kept", async () => {
  void ahead("/offices/x");
  await vi.advanceTimersByTimeAsync(16_000);
  said = "second";
  expect(await read("/offices/x")).toMatchObject({ said: "second" });
});

test("one that failed is asked for again", async () => {
  lost = true;
  void ahead("/offices/x").catch(() => undefined);
  await vi.advanceTimersByTimeAsync(5000);
  lost = false;
  expect(await read("/offices/x")).toMatchObject({ said: "first" });
});

test("one in another language is asked for again", async () => {
  void ahead("/offices/x");
  speak(language() === "id" ? "en" : "id");
  expect(await read("/offices/x")).toMatchObject({ in: language() });
});

test("a booking that is being moved is not asked for ahead, for its page comes after the move", async () => {
  askAhead(["b", "CODE", "move", "2026-03-03T09:00"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([]);
  askAhead(["b", "CODE"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual(["/api/bookings/CODE"]);
});

test("the slots of the first open day are asked for while the pages of booking come", async () => {
  vi.setSystemTime(new Date("2026-03-02T02:00:00Z"));
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return answered({ id: "o", time_zone: "Asia/Jakarta", services: [{ id: "s" }], hours: [{ day: 2, open: "08:00", close: "12:00" }], special: [] });
  });
  askAhead(["o", "o", "s", "book"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual(["/api/offices/o", "/api/offices/o/services/s/slots?date=2026-03-04"]);
});
