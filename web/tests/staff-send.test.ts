/** Commands on the wire: one key however often one is tried, never one of before, and none for later. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MEANT_MS, send } from "../staff/src/send";
import { storage } from "./stand-ins";

interface Sent {
  url: string;
  method: string;
  key?: string;
  body: unknown;
}

/** The counter's answers in their order, the last one again; "lost": carried out, but the answer does not come. */
let answers: (Response | "lost")[];
let sent: Sent[];

const LINE = { day: "2026-03-02", epoch: 1, seq: 7 };
const done = (seq: number) => Response.json({ counter: "4", state: "open", seq });
const refused = (status: number, kind: string) => Response.json({ type: `https://antrean.example/problems/${kind}`, title: kind, status }, { status });

beforeEach(() => {
  sent = [];
  vi.stubGlobal("location", { protocol: "http:" });
  vi.stubGlobal("sessionStorage", storage());
  vi.stubGlobal("localStorage", storage());
  vi.spyOn(Math, "random").mockReturnValue(0.001);
  vi.stubGlobal("fetch", async (url: string, { method, headers, body }: { method: string; headers: Record<string, string>; body: string }) => {
    sent.push({ url, method, key: headers["Idempotency-Key"], body: JSON.parse(body) });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer === "lost") throw new TypeError("no link");
    return answer.clone();
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const next = (line = LINE) => send("/offices/rsud-igd/counters/4", { name: "next", path: "calls" }, line);
const keys = () => sent.map((one) => one.key);

test("a lost answer is asked for again under the same key", async () => {
  answers = ["lost", "lost", done(8)];

  expect((await next()).seq).toBe(8);
  expect(sent).toHaveLength(3);
  expect(new Set(keys()).size).toBe(1);
});

test("each command has a key of its own once the one before was answered, also by a refusal", async () => {
  answers = [done(8), refused(409, "nobody-waiting"), done(9)];
  await next();
  await expect(next()).rejects.toMatchObject({ status: 409, kind: "nobody-waiting" });
  await next();

  expect(new Set(keys()).size).toBe(3);
});

test("what never got an answer is not sent along with another command later", async () => {
  answers = ["lost"];
  await expect(send("/c", { name: "x", path: "calls", body: { ticket: "A012", reason: "urgent" } }, LINE)).rejects.toMatchObject({ kind: "offline" });
  sent = [];
  answers = [done(8)];
  await send("/c", { name: "y", path: "calls", body: { ticket: "A015", reason: "urgent" } }, LINE);

  expect(sent.map((one) => one.body)).toEqual([{ ticket: "A015", reason: "urgent" }]);
});

test("the same command on the same line goes under the key of the lost one; on a line that moved under a new one", async () => {
  answers = ["lost"];
  await expect(next()).rejects.toMatchObject({ kind: "offline" });
  answers = [done(8)];
  await next();
  const [lost] = keys();
  expect(keys().at(-1)).toBe(lost);

  await next({ ...LINE, seq: 8 });
  expect(keys().at(-1)).not.toBe(lost);
});

test("a counter's state is put, with what else is said of it", async () => {
  answers = [done(8)];
  await send("/c", { name: "closed", path: "state", body: { state: "closed", hand_over: "line" } }, LINE);

  expect(sent).toEqual([{ url: "/api/c/state", method: "PUT", key: undefined, body: { state: "closed", hand_over: "line" } }]);
});

test("a command is given up when it is no longer what was meant", async () => {
  vi.useFakeTimers();
  answers = [new Response("{}", { status: 503, headers: { "Retry-After": "5" } })];
  const begun = Date.now();
  const asked = next().catch((problem: unknown) => problem);
  await vi.runAllTimersAsync();

  expect(await asked).toMatchObject({ status: 503 });
  expect(Date.now() - begun).toBeLessThan(MEANT_MS);
  vi.useRealTimers();
});
