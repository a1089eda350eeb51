/** A ticket that is watched: what comes by message, what is read, and what becomes of the page when either fails. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { State } from "../src/live";
import type { Board, Ticket } from "../src/types";
import { answered, aPage, storage } from "./stand-ins";

interface Watcher {
  onBoard(board: Board): void;
  onState(state: State): void;
}

let reads: number, lost: boolean, state: string, drawn: number;
let leave: () => void;
let page: ReturnType<typeof aPage>, watcher: Watcher;
let shown: { ticket?: Ticket; live: boolean };

const later = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

beforeEach(() => {
  [reads, lost, state, drawn, page] = [0, false, "waiting", 0, aPage()];
  vi.resetModules();
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearInterval", "clearTimeout", "Date"], now: new Date("2026-03-02T02:00:00Z") });
  vi.stubGlobal("location", { protocol: "http:", hash: "" });
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", page.addEventListener);
  vi.stubGlobal("removeEventListener", page.removeEventListener);
  vi.stubGlobal("fetch", async () => {
    reads += 1;
    if (lost) throw new TypeError("no link");
    return answered({ code: "C", number: "A003", office: "o", service: "s", state, ahead: 5, wait: { minutes: [1, 2] } });
  });
  vi.doMock("../src/live", () => ({ live: { watch: (_office: string, _service: string, one: Watcher) => ((watcher = one), () => undefined) } }));
});
afterEach(async () => {
  // What Preact has yet to do belongs to these timers; left behind, it would do nothing in the next test.
  leave();
  await later(1);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.doUnmock("../src/live");
});

const waits = (before: number) => [...Array.from({ length: before }, (_, n) => ({ number: `A1${n}`, service: "s" })), { number: "A003", service: "s" }];
const board = (seq: number, more: Partial<Board> = {}): Board =>
  ({ office: "o", day: "2026-03-02", epoch: 1, seq, at: "", services: [], notices: [], waiting: waits(2), counters: [], calls: [], ...more });
const called = (seq: number) => board(seq, { waiting: [], counters: [{ counter: "1", state: "open", number: "A003" }] });

/** The page's hook, in a page of its own, with its ticket read. */
async function watched(): Promise<void> {
  const { h, render } = await import("preact");
  const { useTicket } = await import("../visitor/use-ticket");
  const App = () => ((drawn += 1), (shown = useTicket("C")), null);
  const parent = { nodeType: 1, childNodes: [], firstChild: null, namespaceURI: "http://www.w3.org/1999/xhtml", ownerDocument: page, contains: () => true };
  render(h(App, {}), parent as never);
  leave = () => render(null, parent as never);
  await later(0.5);
}

async function linked(): Promise<void> {
  await watched();
  watcher.onState({ live: true, since: Date.now() });
  watcher.onBoard(board(1));
  await later(0.5);
}

/** Seconds until it is so; at most a hundred. */
async function until(so: () => boolean): Promise<number> {
  const begun = Date.now();
  while (!so() && Date.now() - begun < 100_000) await later(0.5);
  return (Date.now() - begun) / 1000;
}

test("while nothing moves it is read once a minute", async () => {
  await linked();
  await later(200);
  expect(reads).toBeGreaterThanOrEqual(3);
  expect(reads).toBeLessThanOrEqual(4);
});

test("a call is shown at once and read soon after", async () => {
  await linked();
  state = "called";
  watcher.onBoard(called(2));
  await later(0.1);
  expect(shown.ticket).toMatchObject({ state: "called", counter: "1" });
  await later(1);
  expect(reads).toBe(2);
});

test("a network that was gone for seconds leaves no stale page", async () => {
  await linked();
  await later(20);
  lost = true;
  page.fire("offline");
  await later(3);
  lost = false;
  page.fire("online");
  watcher.onState({ live: true, since: Date.now() });
  expect(await until(() => shown.live)).toBeLessThan(10);
});

test("a first reading that failed is made again by itself", async () => {
  lost = true;
  await watched();
  await later(5);
  lost = false;
  expect(await until(() => shown.ticket?.number === "A003")).toBeLessThan(20);
});

test("a phone whose clock is set back an hour reads all the same", async () => {
  await linked();
  vi.setSystemTime(Date.now() - 3_600_000);
  watcher.onBoard(board(2, { waiting: waits(1) }));
  const before = reads;
  await later(120);
  expect(reads - before).toBeGreaterThanOrEqual(2);
});

test("a hidden page neither reads nor draws, and one that is looked at again reads once", async () => {
  state = "called";
  await linked();
  watcher.onBoard(called(2));
  await later(1);
  page.visibilityState = "hidden";
  await later(60);
  const before = { reads, drawn };
  await later(300);
  expect({ reads, drawn }).toEqual(before);
  page.visibilityState = "visible";
  page.fire("visibilitychange");
  await later(7);
  expect(reads - before.reads).toBe(1);
});

test("a call whose reading failed is read again soon", async () => {
  await linked();
  [lost, state] = [true, "serving"];
  watcher.onBoard(called(2));
  await later(3);
  lost = false;
  expect(await until(() => shown.ticket?.state === "serving")).toBeLessThan(15);
});

test("a call that was taken back unheard is not shown for longer than the next reading", async () => {
  await linked();
  state = "called";
  watcher.onBoard(called(2));
  await later(5);
  state = "no_show";
  expect(await until(() => shown.ticket?.state === "no_show")).toBeLessThan(15);
});

test("a call that is taken back within a moment is read all the same", async () => {
  await watched();
  watcher.onState({ live: true, since: Date.now() });
  watcher.onBoard(board(1, { waiting: [] }));
  await later(0.1);
  watcher.onBoard(called(2));
  await later(0.04);
  state = "no_show";
  watcher.onBoard(board(3, { waiting: [] }));
  expect(await until(() => shown.ticket?.state === "no_show")).toBeLessThan(3);
});

test("who is ahead does not jump between what the board and what the ticket counts", async () => {
  await linked();
  const seen = new Set<number>();
  for (let seq = 2; seq < 6; seq++) {
    watcher.onBoard(board(seq));
    await later(0.1);
    seen.add(shown.ticket!.ahead);
    await later(66);
    seen.add(shown.ticket!.ahead);
  }
  expect([...seen]).toEqual([5]);
  watcher.onBoard(board(9, { waiting: waits(1) }));
  await later(0.1);
  expect(shown.ticket!.ahead).toBe(4);
});
