/** Live boards: MQTT with guest credentials, the cached board every few seconds while that is not to be had. */

import { get } from "./api";
import { hasBroker, open } from "./broker";
import { config } from "./config";
import { jittered } from "./delay";
import { later } from "./later";
import { link } from "./mqtt";
import type { Board } from "./types";

export { later } from "./later";

export interface State {
  /** Whether what is shown is what is so. */
  live: boolean;
  /** When that was last known to be so, in epoch milliseconds; 0 before the first answer. */
  since: number;
}

export interface Watcher {
  onBoard(board: Board): void;
  onState?(state: State): void;
}

export interface Live {
  /** Watches an office's board, or the calls of one service, which are much smaller; gives what ends it. */
  watch(office: string, service: string | undefined, watcher: Watcher): () => void;
}

/** How often the board is read while no message link is up: often on a machine of one's own, rarely over the air. */
const NEAR = 5000, FAR = 20_000;
/** The broker answers a ping every 30 s; a link that is silent for longer may be dead without knowing. */
const SILENT = 40_000;
/** A second after a call the board that is read has it; until then one that came before the topic was heard is on neither. */
const SETTLED = 2000;
/** How long the link outlives its last watcher, so that a step to another page keeps it. */
const LINGERS = 5000;

interface Watched extends Watcher {
  office: string;
  topic: string;
  board?: Board;
  /** Whether its topic is heard, and what was missed before has been asked for. */
  heard?: boolean;
  /** Whether the last reading failed; messages since then do not tell what it would have told. */
  missed?: boolean;
  state: State;
}

const topicOf = (office: string, service?: string) =>
  service ? `antrean/${office}/services/${service}/calls` : `antrean/${office}/board`;

/** What a service's calls tell (schemas/messages/calls.json). */
interface Calls extends Pick<Board, "office" | "day" | "epoch" | "seq" | "at" | "total"> {
  service: string;
  waiting: string[];
  counters: { counter: string; number: string; call: number }[];
}

/** As much of a board as they tell: the order of those who wait, and who is where. */
const boardOf = ({ service, waiting, counters, at, ...said }: Calls): Board => ({
  ...said, at, services: [], notices: [],
  waiting: waiting.map((number) => ({ number, service })),
  counters: counters.map(({ counter, number }) => ({ counter, number, state: "open" })),
  calls: counters.map(({ counter, number, call }) => ({ counter, number, call, at, recall: false })),
});

const watched = new Set<Watched>();
let mqtt: ReturnType<typeof link> | undefined;
let ready = false, linking = false, tries = 0;
let poll: ReturnType<typeof setInterval> | undefined;
let every = NEAR;

/** The one link of this page; it exists while someone watches. */
export const live: Live = {
  watch(office, service, watcher) {
    const one: Watched = { ...watcher, office, topic: topicOf(office, service), state: { live: false, since: 0 } };
    watched.add(one);
    void snapshot(one);
    poll ??= setInterval(tick, every);
    if (mqtt) mqtt.subscribe([one.topic]);
    else void relink();
    return () => {
      watched.delete(one);
      setTimeout(stopIfAlone, LINGERS);
    };
  },
};

function stopIfAlone(): void {
  if (watched.size) return;
  clearInterval(poll);
  poll = undefined;
  mqtt?.close();
}

/** While no link is up the boards are read; what was not heard of for long is no longer called live. */
function tick(): void {
  for (const one of watched) {
    if (ready && !one.missed) tell(one, (mqtt?.silence() ?? Infinity) < SILENT);
    else if (document.visibilityState === "visible") void snapshot(one);
    // In a hidden tab nothing is read, so what it shows grows old.
    if (!ready && Date.now() - one.state.since > 3 * every) tell(one, false);
  }
}

/** Reads an office's board; one service's watcher gets it whole, which holds what it needs. */
async function snapshot(one: Watched): Promise<void> {
  try {
    show(one, await get<Board>(`/offices/${one.office}/board`, 1));
    one.missed = false;
    tell(one, true);
  } catch {
    one.missed = true;
    tell(one, false);
  }
}

function show(one: Watched, board: Board): void {
  if (!watched.has(one) || !later(board, one.board)) return;
  one.board = board;
  one.onBoard(board);
}

function tell(one: Watched, isLive: boolean): void {
  const changed = one.state.live !== isLive;
  one.state = { live: isLive, since: isLive ? Date.now() : one.state.since };
  if (changed || isLive) one.onState?.(one.state);
}

/** Links, subscribes and reads what was missed; when the link ends, again, later each time, with full jitter. */
async function relink(): Promise<void> {
  if (linking || mqtt || !watched.size) return;
  linking = true;
  try {
    const where = await config();
    pace(where.iotScheme === "ws" ? NEAR : FAR);
    if (!hasBroker(where)) return;
    mqtt = link({ ...(await open(where)), topics, onReady, onMessage, onEnd });
  } catch {
    again();
  } finally {
    linking = false;
  }
}

function pace(milliseconds: number): void {
  if (milliseconds === every || !poll) return;
  every = milliseconds;
  clearInterval(poll);
  poll = setInterval(tick, every);
}

function onReady(): void {
  ready = true;
  tries = 0;
  for (const one of watched) {
    if (one.heard) continue;
    one.heard = true;
    // An office's board is retained and comes with the topic; calls are not.
    if (one.topic.endsWith("/calls")) setTimeout(() => watched.has(one) && void snapshot(one), SETTLED);
    else void snapshot(one);
  }
}

function onMessage(topic: string, payload: Uint8Array): void {
  const said = JSON.parse(new TextDecoder().decode(payload)) as Board | Calls;
  const board = "service" in said ? boardOf(said as Calls) : said;
  for (const one of watched) if (one.topic === topic) show(one, board);
}

function onEnd(): void {
  ready = false;
  mqtt = undefined;
  for (const one of watched) one.heard = false;
  again();
}

const again = () => void (watched.size && setTimeout(relink, jittered(tries++)));

const topics = () => [...new Set(Array.from(watched, (one) => one.topic))];

// A phone that wakes up looks at once instead of at the next tick.
globalThis.document?.addEventListener("visibilitychange", () => poll && tick());
globalThis.addEventListener?.("online", () => (tick(), void relink()));
globalThis.addEventListener?.("offline", () => mqtt?.close());
