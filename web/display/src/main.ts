/** The lobby display: one feed, one voice, one screen. */

import { sleep } from "../../src/delay";
import { reloadNightly } from "../../src/nightly";
import type { Call } from "../../src/types";
import { announcement } from "./announcement";
import { toSpeak } from "./calls";
import { ClipSpeaker } from "./clips";
import { feed, source, type Shown } from "./feed";
import { showCode } from "./lobby";
import { lastSpoken, remember } from "./memory";
import { glow, show, showMuted, showServices, showTime } from "./screen";
import { learnSkew } from "./skew";
import { Voice } from "./voice";

const skew = learnSkew();
const PAGE_MS = 12_000;

let shown: Shown | null = null;
let spoken: Call | null = null;
let byAgent = false;

const speaker = new ClipSpeaker("/voice/id");
const voice = new Voice(speaker.speak, {
  onTurn: ({ call }) => {
    spoken = shown?.board?.calls.find((one) => one.call === call) ?? spoken;
    if (shown) show(shown, spoken);
    glow();
  },
  onSpoken: (mark) => remember(mark, byAgent),
  onIdle: () => (spoken = null),
});

function onShown(next: Shown): void {
  shown = next;
  if (next.board) say(next);
  draw();
}

function say({ board }: Shown): void {
  if (!board) return;
  skew.hear(board.at, Date.now());
  for (const { call, number, counter } of toSpeak(board, voice.taken, skew.cloud(Date.now()))) {
    voice.say({ mark: { day: board.day, call }, clips: announcement(number, counter) });
  }
}

function draw(): void {
  if (!shown) return;
  show(shown, spoken);
  tick();
}

function tick(): void {
  if (!shown) return;
  const now = Date.now();
  showTime(shown, now);
  showCode(shown.code, shown.catalogue, now);
  showServices(shown, Math.floor(now / PAGE_MS));
  showMuted(!speaker.allowed);
}

setInterval(tick, 1000);
addEventListener("pointerdown", () => void speaker.wake().then(tick));
addEventListener("keydown", () => void speaker.wake().then(tick));
void speaker.wake();
void start();
reloadNightly(() => spoken === null);

/** The voice is fetched before the first board, unless that takes long; an agent's memory goes before the browser's. */
async function start(): Promise<void> {
  await Promise.race([speaker.load(), sleep(4000)]);
  const { office, spoken: last } = await source();
  byAgent = !office;
  voice.taken = last === undefined ? lastSpoken() : last;
  feed(office, onShown);
}
