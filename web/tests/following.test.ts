import { expect, test } from "vitest";
import { later } from "../src/live";
import type { Board, Ticket } from "../src/types";
import { placeOf, seen, sign, withAbsent } from "../visitor/following";

const ticket: Ticket = {
  code: "0123456789ABCDEF", number: "A003", office: "rsud-igd", service: "igd", state: "waiting", turn: 1772416800,
  class: "walk-in", why: "", ahead: 5, wait: { minutes: [10, 20] },
};
const board: Board = {
  office: "rsud-igd", day: "2026-03-02", epoch: 1, seq: 42, at: "2026-03-02T02:00:00Z", notices: [], services: [],
  waiting: [{ number: "F001", service: "farmasi" }, { number: "A002", service: "igd" }, { number: "A003", service: "igd" }],
  counters: [{ counter: "1", state: "open", number: "A001" }], calls: [],
};
const called: Board = {
  ...board, waiting: [], counters: [{ counter: "2", state: "open", number: "A003" }],
  calls: [{ call: 7, number: "A003", counter: "2", at: "2026-03-02T02:00:00Z", recall: false }],
};

test("the place on the board counts only those of the same service", () => {
  expect(placeOf(ticket, board)).toBe(1);
});

test.each([
  ["nobody has gone", 1, 5], ["one has gone since", 2, 4], ["somebody came between", 0, 5], ["more have gone than were ahead", 9, 0], ["no place was known", -1, 5],
])("how many are ahead is what was read, less those who have gone since: %s", (_, place, ahead) => {
  expect(seen(ticket, board, { place }).ahead).toBe(ahead);
});

test("without a board the ticket is as it was read", () => {
  expect(seen(ticket)).toBe(ticket);
});

test("a call is seen on the board before the ticket is read again", () => {
  expect(seen(ticket, called)).toMatchObject({ state: "called", counter: "2", call: 7 });
});

test("a board from before the ticket was read tells nothing of it", () => {
  expect(seen(ticket, board, { old: true, place: 1 })).toBe(ticket);
  expect(seen(ticket, called, { old: true, place: 1 })).toBe(ticket);
});

test("a ticket that is served is not called by an old board", () => {
  expect(seen({ ...ticket, state: "served" }, called).state).toBe("served");
});

test("a ticket that is being served stays so while it is at its counter", () => {
  expect(seen({ ...ticket, state: "serving" }, called).state).toBe("serving");
});

test("a number whose visitor is not present is absent until the check-in", () => {
  expect(withAbsent({ ...ticket, present: false }).state).toBe("absent");
  expect(withAbsent({ ...ticket, present: true }).state).toBe("waiting");
  expect(withAbsent({ ...ticket, state: "called", present: false }).state).toBe("called");
});

test("another office's board says nothing", () => {
  expect(seen(ticket, { ...called, office: "rsud" })).toBe(ticket);
});

test("a shorter line changes the place, a call changes the fate", () => {
  const shorter = { ...board, waiting: board.waiting.slice(2) };
  expect(sign(ticket, shorter).fate).toBe(sign(ticket, board).fate);
  expect(sign(ticket, shorter).place).toBe(0);
  expect(sign(ticket, called).fate).not.toBe(sign(ticket, board).fate);
});

test.each([
  ["a later sequence", { seq: 43 }, true], ["the same again", {}, false], ["its retained copy", { at: "2026-03-02T02:00:01Z" }, false],
  ["a notice with no step", { at: "2026-03-02T02:00:01Z", notices: ["Tutup"] }, true], ["a notice of before", { at: "2026-03-02T01:59:59Z", notices: ["Tutup"] }, false], ["an earlier one", { seq: 41 }, false],
  ["a new epoch though its sequence begins anew", { epoch: 2, seq: 0 }, true], ["an old epoch", { epoch: 0, seq: 99 }, false],
  ["the next day", { day: "2026-03-03", epoch: 1, seq: 0 }, true], ["yesterday's late copy", { day: "2026-03-01", epoch: 9, seq: 99 }, false],
])("%s", (_, change, expected) => {
  expect(later({ ...board, ...change }, board)).toBe(expected);
});
