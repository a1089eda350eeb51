import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { State } from "../src/live";
import type { Board } from "../src/types";
import { Socket, storage } from "./stand-ins";

const CONFIG = {
  api: "/api", region: "ap-southeast-3", messageRegion: "ap-southeast-1", identityPoolId: "ap-southeast-3:pool",
  cognitoIdentity: "http://localhost:4566/", iot: "x-ats.iot.ap-southeast-1.localhost:4566", iotScheme: "ws",
};
const CREDENTIALS = { AccessKeyId: "A", SecretKey: "S", SessionToken: "T", Expiration: 4e9 };
const GRANTED = "20020000" + "9003000101";

let sockets: (Socket & { url: string })[];
let reads: number;
let seq: number;
let lost: boolean;
let events: Record<string, () => void>;

/** The sockets of one test; a late one of the test before goes to that test's list. */
const standing = (list: typeof sockets) =>
  class extends Socket {
    constructor(readonly url: string) {
      super();
      list.push(this);
    }
  };

beforeEach(() => {
  [sockets, reads, seq, lost, events] = [[], 0, 1, false, {}];
  vi.resetModules();
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearInterval", "clearTimeout", "Date"], now: new Date("2026-03-02T02:00:00Z") });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  vi.stubGlobal("location", { protocol: "http:" });
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("document", { visibilityState: "visible", addEventListener: () => {} });
  vi.stubGlobal("addEventListener", (name: string, listener: () => void) => void (events[name] = listener));
  vi.stubGlobal("WebSocket", standing(sockets));
  vi.stubGlobal("fetch", answer);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function answer(url: string, options?: { headers?: Record<string, string> }): Promise<Response> {
  if (url === "/config.json") return Response.json(CONFIG);
  if (url.startsWith("http://localhost:4566/"))
    return Response.json(options?.headers?.["X-Amz-Target"]?.endsWith("GetId") ? { IdentityId: "ap-southeast-3:me" } : { Credentials: CREDENTIALS });
  reads += 1;
  if (lost) throw new TypeError("no link");
  return Response.json(board(seq));
}

const board = (of: number) => ({ office: "rsud-igd", day: "2026-03-02", epoch: 1, seq: of, waiting: [], counters: [], calls: [], services: [], notices: [] });

/** A PUBLISH of a board, or of another topic, at QoS 0. */
function published(of: number, on = "antrean/rsud-igd/board", said: object = board(of)): Uint8Array {
  const topic = Buffer.from(on), body = Buffer.from(JSON.stringify(said));
  const length = 2 + topic.length + body.length;
  return Buffer.concat([Uint8Array.of(0x30, (length & 127) | 128, length >> 7, 0, topic.length), topic, body]);
}

async function watching() {
  const { live } = await import("../src/live");
  const boards: Board[] = [], states: State[] = [];
  const stop = live.watch("rsud-igd", undefined, { onBoard: (one) => void boards.push(one), onState: (one) => void states.push(one) });
  await vi.waitFor(() => expect(sockets.length).toBe(1));
  return { boards, states, stop, socket: sockets[0]! };
}

async function linked() {
  const one = await watching();
  one.socket.onopen();
  const before = reads;
  one.socket.receive(GRANTED);
  await vi.waitFor(() => expect(reads).toBe(before + 1));
  return one;
}

const seqs = (boards: Board[]) => boards.map((one) => one.seq);

test("a guest links by a signed URL and a client id of its identity", async () => {
  const { socket } = await watching();
  socket.onopen();
  expect(socket.url).toMatch(/^ws:\/\/x-ats\.iot\.ap-southeast-1\.localhost:4566\/mqtt\?.*X-Amz-Signature=[0-9a-f]{64}&X-Amz-Security-Token=T$/);
  expect(Buffer.from(socket.sent[0]!, "hex").toString()).toMatch(/web-ap-southeast-3:me-[0-9a-f]{8}$/);
});

test("while no link is up the board is read every five seconds", async () => {
  const { boards } = await watching();
  const before = reads;
  seq = 2;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(reads - before).toBeGreaterThanOrEqual(3);
  expect(seqs(boards)).toEqual([1, 2]);
});

test("once linked, boards come by message, in their order, and are read no more", async () => {
  const { boards, socket } = await linked();
  const before = reads;
  for (const of of [5, 4, 5, 6]) socket.receive(published(of));
  await vi.advanceTimersByTimeAsync(25_000);
  expect(seqs(boards)).toEqual([1, 5, 6]);
  expect(reads).toBe(before);
});

test("who watches a ticket hears its service's calls, as much of a board as they tell", async () => {
  const { live } = await import("../src/live");
  const boards: Board[] = [];
  live.watch("rsud-igd", "igd", { onBoard: (one) => void boards.push(one) });
  await vi.waitFor(() => expect(sockets.length).toBe(1));
  sockets[0]!.onopen();
  sockets[0]!.receive(GRANTED);
  const said = { office: "rsud-igd", service: "igd", day: "2026-03-02", epoch: 1, seq: 5, at: "2026-03-02T02:00:00Z", total: 2,
    waiting: ["A003", "A002"], counters: [{ counter: "1", number: "A001", call: 7 }] };
  sockets[0]!.receive(published(5, "antrean/rsud-igd/services/igd/calls", said));
  sockets[0]!.receive(published(6));
  await vi.waitFor(() => expect(boards.at(-1)!.seq).toBe(5));
  expect(boards.at(-1)).toMatchObject({
    waiting: [{ number: "A003", service: "igd" }, { number: "A002", service: "igd" }],
    counters: [{ counter: "1", number: "A001", state: "open" }], calls: [{ call: 7, number: "A001", counter: "1" }],
  });
});

test("a link that ends is made anew, and what was missed is read", async () => {
  const { boards, socket } = await linked();
  seq = 9;
  socket.onclose();
  await vi.waitFor(() => expect(sockets.length).toBe(2), 5000);
  sockets[1]!.onopen();
  sockets[1]!.receive(GRANTED);
  await vi.waitFor(() => expect(seqs(boards).at(-1)).toBe(9));
});

test("what was missed is read until that worked, and till then nothing is called live", async () => {
  const { boards, states, socket } = await linked();
  seq = 9;
  socket.onclose();
  await vi.waitFor(() => expect(sockets.length).toBe(2), 5000);
  lost = true;
  sockets[1]!.onopen();
  sockets[1]!.receive(GRANTED);
  await vi.advanceTimersByTimeAsync(100);
  expect(states.at(-1)!.live).toBe(false);
  lost = false;
  await vi.advanceTimersByTimeAsync(6000);
  expect(seqs(boards).at(-1)).toBe(9);
  expect(states.at(-1)!.live).toBe(true);
});

test("calls from before their topic was heard are read once it is, on a link that is up too", async () => {
  const { live } = await import("../src/live");
  await linked();
  const boards: Board[] = [];
  live.watch("rsud-igd", "igd", { onBoard: (one) => void boards.push(one) });
  await vi.advanceTimersByTimeAsync(50);
  seq = 2;
  sockets[0]!.receive("9003000201");
  await vi.advanceTimersByTimeAsync(2500);
  expect(seqs(boards)).toEqual([1, 2]);
});

test("without any link it says since when what is shown is old", async () => {
  const { states, socket } = await linked();
  const good = states.at(-1)!;
  lost = true;
  events.offline!();
  expect(socket.readyState).toBe(3);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(good.live).toBe(true);
  expect(states.at(-1)!.live).toBe(false);
  expect(states.at(-1)!.since).toBeLessThanOrEqual(good.since + 1000);
});

test("a silent link is not called live", async () => {
  const { states } = await linked();
  await vi.advanceTimersByTimeAsync(50_000);
  expect(states.at(-1)!.live).toBe(false);
});

test("the link outlives a step to another page, and ends when nobody watches", async () => {
  const { stop, socket } = await linked();
  const { live } = await import("../src/live");
  stop();
  const stopAgain = live.watch("rsud-igd", undefined, { onBoard: () => {} });
  await vi.advanceTimersByTimeAsync(6000);
  expect(socket.readyState).toBe(1);
  stopAgain();
  await vi.advanceTimersByTimeAsync(6000);
  expect(socket.readyState).toBe(3);
});
