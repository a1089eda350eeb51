/** The lobby display: one feed, one voice, one screen. */

import { sleep } from "../../src/delay";
import { reloadNightly } from "../../src/nightly";
import { dayOf } from "../../src/time";
import type { Board, Call } from "../../src/types";
import { announcement } from "./announcement";
import { isWanted, toSpeak, type Mark } from "./calls";
import { ClipSpeaker } from "./clips";
import { feed, source, type Shown } from "./feed";
import { Film } from "./film";
import { showCode } from "./lobby";
import { lastSpoken, remember } from "./memory";
import { glow, show, showMuted, showServices, showTime } from "./screen";
import { current, paint, voices } from "./settings";
import { learnSkew, steady } from "./skew";
import { Voice } from "./voice";

const skew = learnSkew();
const PAGE_MS = 12_000;

let shown: Shown | null = null;
type Spoken = Call & Mark;

let spoken: Spoken | null = null;
let byAgent = false;

const speaker = new ClipSpeaker("/voice");
const film = new Film(document.querySelector("#film")!, document.querySelector("#picture")!);
const voice = new Voice<Spoken>(speaker.speak, {
  onTurn: (call) => {
    spoken = call;
    film.duck(true);
    if (shown) show(shown, spoken);
    glow();
  },
  onSpoken: ({ day, call }) => remember({ day, call }, byAgent),
  onIdle: () => {
    spoken = null;
    film.duck(false);
  },
});

function onShown(next: Shown): void {
  shown = next;
  set(next);
  say(next);
  draw();
}

/** What the office set: colours, how loud, which voices, what is shown beside. */
function set({ settings, catalogue }: Shown): void {
  paint(settings?.theme);
  const loud = settings?.volume ?? 100;
  speaker.loud(loud);
  film.loud(loud);
  for (const pack of voices(settings)) void speaker.load(pack);
  film.play(current(settings?.playlist ?? [], dayOf(Date.now(), catalogue?.time_zone ?? "Asia/Jakarta")));
}

function say({ board, code }: Shown): void {
  if (code) skew.hear(code.at, steady());
  if (!board) return;
  skew.hear(board.at, steady());
  forget(board);
  for (const call of toSpeak(board, voice.taken, skew.cloud(steady()))) {
    voice.say({ mark: { ...call, day: board.day }, clips: announcement(call.number, call.counter, voices(shown?.settings)) });
  }
}

/** A call that was taken back is no longer shown as the one that is spoken, nor spoken if its turn is still to come. */
function forget(board: Board): void {
  const wanted = (mark: Mark) => isWanted(board, mark);
  voice.keep(wanted);
  if (spoken && !wanted(spoken)) spoken = null;
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
  set(shown);
  showCode(shown.code, shown.catalogue, skew.cloud(steady()));
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
