/** The desk's keys, what makes sense when, and its timers. */

import { expect, test } from "vitest";
import { officesOf, payload } from "../src/session";
import { timer } from "../src/duration";
import { isBehind, type Line, type LineCounter, type Waiting } from "../src/line";
import type { Office } from "../src/types";
import { isMine, nextOf, takesOf } from "../staff/src/mine";
import { commandOf, isPossible, pageKeyOf, reasonsOf, undoLeft } from "../staff/src/commands";
import { chordOf } from "../staff/src/keys";
import { stepTo } from "../staff/src/roving";
import { steady } from "../staff/src/steady";
import { targetsOf } from "../staff/src/transfer-dialog";
import { whatOf } from "../staff/src/undo";

const counter = (more: Partial<LineCounter> = {}): LineCounter => ({ counter: "1", state: "open", ...more });

test.each([
  ["F2", "next"], ["F3", "transfer"], ["F4", "recall"], ["F6", "serve"], ["F7", "finish"], ["Shift+F7", "finishLast"], ["F8", "noShow"],
  ["F9", "undo"], ["Ctrl+Z", "undo"], ["F10", "hold"], ["F5", undefined], ["Ctrl+F2", undefined],
])("%s is %s", (key, command) => {
  expect(commandOf(key!)).toBe(command);
});

test.each([["F1", "help"], ["?", "question"], ["Shift+F2", "callThis"], ["Shift+F4", "line"], ["Shift+F9", "pause"], ["F2", undefined]])("%s means %s", (key, page) => {
  expect(pageKeyOf(key!)).toBe(page);
});

const pressed = (key: string, more: object = {}) => ({ key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...more });

test("a chord is named by its keys, whatever the letter's case; those of the system are none", () => {
  expect([
    chordOf(pressed("F2")), chordOf(pressed("F7", { shiftKey: true })), chordOf(pressed("z", { ctrlKey: true })),
    chordOf(pressed("?", { shiftKey: true })), chordOf(pressed("F4", { altKey: true })), chordOf(pressed("z", { metaKey: true })),
  ]).toEqual(["F2", "Shift+F7", "Ctrl+Z", "?", "", ""]);
});

test("only an open counter calls", () => {
  expect([counter(), counter({ state: "paused" }), undefined].map((one) => isPossible("next", one))).toEqual([true, false, false]);
});

test("without a ticket there is nothing to recall, serve, finish, miss, hold or transfer", () => {
  const all = ["recall", "serve", "finish", "finishLast", "noShow", "hold", "transfer"] as const;

  expect(all.filter((command) => isPossible(command, counter()))).toEqual([]);
});

test("who is called or served can be finished, held and transferred", () => {
  const all = ["finish", "finishLast", "hold", "transfer"] as const;

  for (const phase of ["called", "serving"] as const) {
    expect(all.filter((command) => isPossible(command, counter({ number: "A001", phase })))).toEqual([...all]);
  }
});

test("who is being served is not called again", () => {
  expect(isPossible("recall", counter({ number: "A001", phase: "called" }))).toBe(true);
  expect(isPossible("recall", counter({ number: "A001", phase: "serving" }))).toBe(false);
});

test("who is being served cannot be a no-show", () => {
  expect(isPossible("noShow", counter({ number: "A001", phase: "called" }))).toBe(true);
  expect(isPossible("noShow", counter({ number: "A001", phase: "serving" }))).toBe(false);
});

test.each([[0, "0.00"], [65, "1.05"], [3845, "1.04.05"], [-3, "0.00"]])("%i seconds read %s", (seconds, text) => {
  expect(timer(0, seconds * 1000)).toBe(text);
});

test("the line is read again when the board is ahead of it, by day, epoch or seq", () => {
  const line = { day: "2026-03-02", epoch: 1, seq: 5 };

  expect(isBehind(line, { ...line, seq: 6 })).toBe(true);
  expect(isBehind(line, { ...line, epoch: 2, seq: 1 })).toBe(true);
  expect(isBehind(line, { day: "2026-03-01", epoch: 9, seq: 9 })).toBe(false);
});

test("a group gives one role in one office; an administrator has all", () => {
  expect(officesOf(["rsud:staff", "rsud:manager", "samsat-jayapura:staff"], "staff")).toEqual(["rsud", "samsat-jayapura"]);
  expect(officesOf(["administrator"], "manager")).toBe("all");
});

test("a token's payload is read as UTF-8", () => {
  const token = `x.${Buffer.from(JSON.stringify({ name: "Ayu Ñ" })).toString("base64url")}.y`;

  expect(payload(token)).toEqual({ name: "Ayu Ñ" });
});

const waits = (number: string, more: Partial<Waiting> = {}): Waiting =>
  ({ number, service: "igd", class: "walk-in", turn: 0, minutes: 1, present: true, ...more });
const desk = (services?: string[], floor?: string) => ({ counter: "4", ...(services && { services }), ...(floor && { floor }) });

test("a counter's own are those who are here and whose service it takes; one that names none takes all", () => {
  const one = waits("F001", { service: "kebidanan" });

  expect([isMine(one, desk(["igd"])), isMine(one, desk(["kebidanan"])), isMine(one, desk()), isMine({ ...one, present: false }, desk())])
    .toEqual([false, true, true, false]);
});

test("who was sent to one counter is that counter's, whatever it takes; who was sent to a floor is that floor's", () => {
  const sent = waits("F001", { service: "kebidanan", counter: "4" }), up = waits("A001", { floor: "2" });

  expect([isMine(sent, desk(["igd"])), isMine({ ...sent, counter: "3" }, desk())]).toEqual([true, false]);
  expect([isMine(up, desk(["igd"], "2")), isMine(up, desk(["igd"], "1")), isMine(up, desk(["igd"]))]).toEqual([true, false, false]);
});

test("next is the first of the call order whom the counter may call", () => {
  const line = [waits("A001", { counter: "1" }), waits("A002", { present: false }), waits("F003", { service: "kebidanan" }), waits("A004")];

  expect([nextOf(line, desk(["igd"]))?.number, nextOf([], desk())]).toEqual(["A004", undefined]);
});

const office = {
  services: [{ id: "igd", name: "IGD" }, { id: "rawat-inap", name: "Rawat inap" }],
  counters: [{ id: "3", state: "closed" }, { id: "4", state: "open", services: ["igd"], floor: "2" }, { id: "5", state: "open" }],
  floors: [{ id: "1", name: "Lantai dasar" }],
} as unknown as Office;

test("a counter takes what staff chose for today, else what the office gave it", () => {
  expect(takesOf(office, "4")).toEqual({ counter: "4", floor: "2", services: ["igd"] });
  expect(takesOf(office, "4", counter({ services: ["rawat-inap"] })).services).toEqual(["rawat-inap"]);
  expect(takesOf(undefined, "4")).toEqual({ counter: "4" });
});

test("a ticket goes to another service, to a counter that is not closed, or to a floor", () => {
  const line = { counters: [counter({ counter: "3", state: "closed" }), counter({ counter: "5" })] } as unknown as Line;
  const targets = targetsOf(office, line, "4", "igd").flatMap(({ all }) => all);

  expect(targets.map(({ value, off }) => [value, off])).toEqual([["service:rawat-inap", false], ["counter:3", true], ["counter:5", false], ["floor:1", false]]);
});

test("a step can be taken back for ten seconds by the server's clock, and not longer", () => {
  const until = "2026-03-02T02:00:10Z", at = Date.parse(until);
  const cell = counter({ undo: { kind: "call", until } });

  expect([at - 10_000, at - 9_001, at - 1, at, at + 5000, at - 60_000].map((now) => undoLeft(cell, now))).toEqual([10, 10, 1, 0, 0, 10]);
  expect([isPossible("undo", cell, at - 1), isPossible("undo", cell, at), isPossible("undo", counter(), at)]).toEqual([true, false, false]);
});

test("an undo says what it takes back, also of a step that this page does not know yet", () => {
  expect(["call", "no_show", "return", "counter", "later-made"].map((kind) => whatOf(kind, "A001")))
    .toEqual(["panggilan A001", "tidak hadirnya A001", "kembalinya A001", "perubahan loket", "langkah terakhir"]);
  expect(whatOf("finish", "")).toBe("langkah terakhir");
});

test("the reasons are those of the line, and the six that every office has until it is read", () => {
  expect(reasonsOf(undefined)).toHaveLength(6);
  expect(reasonsOf({ reasons: ["urgent"] } as Line)).toEqual(["urgent"]);
});

test("under a hand rows keep their places: who left is marked as gone, who came stands last", () => {
  const shown = steady([waits("A001"), waits("A002")], [waits("P001"), waits("A002", { minutes: 5 })]);

  expect(shown.map(({ one, gone }) => [one.number, one.minutes, gone])).toEqual([["A001", 1, true], ["A002", 5, false], ["P001", 1, false]]);
});

test.each([["ArrowDown", 0, 1], ["ArrowDown", 2, 2], ["ArrowUp", 0, 0], ["End", 0, 2], ["Home", 2, 0], ["Enter", 1, undefined]])(
  "%s goes from row %i to row %s", (key, at, to) => expect(stepTo(key, at, 3)).toBe(to));
