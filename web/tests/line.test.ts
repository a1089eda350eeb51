/** What a page knows of a line: never an older state after a newer one, and never live on an old reading. */

import { expect, test } from "vitest";
import type { Line, Reading } from "../src/line";
import { taken } from "../src/line";
import { oneAtATime } from "../src/one-at-a-time";
import { offline } from "../src/problem";
import { heard, serverTime } from "../src/server-time";

const line = (seq: number, more: Partial<Line> = {}): Line => ({
  office: "rsud", day: "2026-03-02", epoch: 1, seq, waiting: [], counters: [], services: [], devices: [], ...more,
});
const before: Reading = { line: line(7), since: 1000 };

test("a later state takes the place of an earlier one, by day, epoch and seq", () => {
  expect(taken(before, line(8), 2000)).toEqual({ line: line(8), since: 2000 });
  expect(taken(before, line(1, { epoch: 2 }), 2000).line?.epoch).toBe(2);
  expect(taken(before, line(1, { day: "2026-03-03" }), 2000).line?.day).toBe("2026-03-03");
});

test("an older state never takes a newer one's place, and does not make it look fresh", () => {
  expect(taken(before, line(6), 2000)).toBe(before);
  expect(taken(before, line(9, { epoch: 0 }), 2000)).toBe(before);
});

test("an answer to an earlier question counts for nothing once a later one was answered", () => {
  expect(taken(before, line(7), 900)).toBe(before);
  expect(taken(before, offline(), 900)).toBe(before);
});

test("a failure keeps what is shown, with the time at which it was so, and ends with the next answer", () => {
  const failed = taken(before, offline(), 2000);

  expect([failed.line, failed.since, failed.problem?.kind]).toEqual([before.line, 1000, "offline"]);
  expect(taken(failed, line(7), 3000)).toEqual({ line: line(7), since: 3000 });
});

test("timers go by the server's clock when a desk's own is wrong, and by one's own when it is right", () => {
  const now = Date.parse("2026-03-02T02:00:00Z");
  heard(new Date(now + 1000).toUTCString(), now);
  expect(serverTime(now)).toBe(now);

  heard(new Date(now + 600_000).toUTCString(), now);
  heard(new Date(now + 300_000).toUTCString(), now);
  heard(null, now);

  expect(serverTime(now)).toBe(now + 600_000);
});

test("a reading that is asked for during another comes after it, once for all who asked", async () => {
  const ends: (() => void)[] = [];
  const read = oneAtATime(() => new Promise((end) => ends.push(end)));
  const first = read(), second = read(), third = read();
  expect([ends.length, second === third]).toEqual([1, true]);

  ends[0]!();
  await first;
  await Promise.resolve();
  expect(ends.length).toBe(2);

  ends[1]!();
  await second;
  void read();
  expect(ends.length).toBe(3);
});
