/** The desk's keys, what makes sense when, and its timers. */

import { expect, test } from "vitest";
import { officesOf, payload } from "../src/session";
import { timer } from "../src/duration";
import { isBehind, type LineCounter } from "../src/line";
import { isMine } from "../staff/src/mine";
import { commandOf, isPossible } from "../staff/src/commands";

const counter = (more: Partial<LineCounter> = {}): LineCounter => ({ counter: "1", state: "open", ...more });

test.each([["F2", "next"], ["F4", "recall"], ["F6", "serve"], ["F7", "finish"], ["F8", "noShow"], ["F5", undefined]])("%s is %s", (key, command) => {
  expect(commandOf(key!)).toBe(command);
});

test("only an open counter calls", () => {
  expect([counter(), counter({ state: "paused" }), undefined].map((one) => isPossible("next", one))).toEqual([true, false, false]);
});

test("without a ticket there is nothing to recall, serve, finish or miss", () => {
  expect((["recall", "serve", "finish", "noShow"] as const).map((command) => isPossible(command, counter()))).toEqual([false, false, false, false]);
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

test("a counter's own are those who are here and whose service it takes; one that names none takes all", () => {
  const one = { number: "F001", service: "kebidanan", class: "walk-in" as const, turn: 0, minutes: 1, present: true };

  expect([isMine(one, ["igd"]), isMine(one, ["kebidanan"]), isMine(one, undefined), isMine({ ...one, present: false }, undefined)])
    .toEqual([false, true, true, false]);
});
