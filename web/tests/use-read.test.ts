/** What a page reads: what got no answer is read again by itself, what was refused is not. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answered, aPage, storage } from "./stand-ins";

let reads: number, fault: "" | "lost" | "missing" | "broken", shown: { value?: { n: number }; problem?: { status: number } };
let page: ReturnType<typeof aPage>, leave: () => void;

const later = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

beforeEach(async () => {
  [reads, fault, page, shown] = [0, "", aPage(), {}];
  vi.resetModules();
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearInterval", "clearTimeout", "Date"] });
  vi.stubGlobal("location", { protocol: "http:", hash: "" });
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", page.addEventListener);
  vi.stubGlobal("removeEventListener", page.removeEventListener);
  vi.stubGlobal("fetch", async () => {
    reads += 1;
    if (fault === "lost") throw new TypeError("no link");
    if (fault === "missing") return { ok: false, status: 404, headers: new Headers(), json: async () => ({ title: "gone" }) };
    if (fault === "broken") return { ok: true, status: 200, headers: new Headers(), json: async () => { throw new SyntaxError("cut"); } };
    return answered({ n: reads });
  });
});
afterEach(async () => {
  leave();
  await later(1);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function opened(): Promise<void> {
  const { h, render } = await import("preact");
  const { useRead } = await import("../src/hooks");
  const Page = () => ((shown = useRead<{ n: number }>("/offices")), null);
  const root = { childNodes: [], ownerDocument: page } as unknown as Element;
  render(h(Page, null), root);
  leave = () => render(null, root);
  await later(1);
}

test.each(["lost", "broken"] as const)("what got no answer (%s) is read again by itself, ever more rarely, until there is one", async (how) => {
  fault = how;
  await opened();
  await later(10);
  expect(shown.problem?.status).toBe(0);
  const before = reads;
  await later(30);
  expect(reads).toBeGreaterThan(before);
  await later(600);
  expect(reads).toBeLessThan(60);

  fault = "";
  await later(130);
  expect(shown.value).toBeDefined();
  const then = reads;
  await later(300);
  expect(reads).toBe(then);
});

test("it is read at once when the network is back", async () => {
  fault = "lost";
  await opened();
  await later(3);
  fault = "";
  page.fire("online");
  await later(0.1);
  expect(shown.value).toBeDefined();
});

test("a page that nobody looks at reads when it is looked at again", async () => {
  fault = "lost";
  await opened();
  await later(5);
  page.visibilityState = "hidden";
  const before = reads;
  await later(600);
  expect(reads).toBeLessThanOrEqual(before + 2);
  fault = "", page.visibilityState = "visible";
  page.fire("visibilitychange");
  await later(0.1);
  expect(shown.value).toBeDefined();
});

test("what was refused is not asked for again", async () => {
  fault = "missing";
  await opened();
  await later(300);
  expect(reads).toBe(1);
  expect(shown.problem?.status).toBe(404);
});
