/** Where a display's boards come from: its agent, or, on a page of the site, the live boards of `?office=`. */

import { agentState, listen, type Catalogue, type LobbyCode } from "../../src/agent";
import { get } from "../../src/api";
import { sleep } from "../../src/delay";
import { live } from "../../src/live";
import { spans } from "../../src/time";
import type { Board, Office } from "../../src/types";
import { isBoard, type Mark } from "./calls";
import { keepShown, lastShown } from "./memory";
import type { Settings } from "./settings";

/** All that the screen shows. */
export interface Shown {
  board: Board | null;
  catalogue: Catalogue | null;
  code: LobbyCode | null;
  settings?: Settings;
  live: boolean;
  /** When it was last known to be so, in epoch milliseconds; 0 when never. */
  since: number;
}

type Tell = (change: Partial<Shown>) => void;

/** Whose page this is: that of `?office=` on the site, else an agent's, which also knows what was spoken. */
export async function source(): Promise<{ office: string | null; spoken?: Mark | null }> {
  const office = new URLSearchParams(location.search).get("office");
  const state = office ? null : await agentState();
  return { office, ...(state && { spoken: state.spoken ?? null }) };
}

/** Feeds the screen for as long as the page lives. */
export function feed(office: string | null, onShown: (shown: Shown) => void): void {
  const kept = lastShown<Pick<Shown, "board" | "catalogue" | "settings" | "since">>(office ?? "agent");
  let shown: Shown = { board: null, catalogue: null, code: null, ...kept, live: false, since: kept?.since ?? 0 };
  const tell: Tell = (change) => {
    shown = merged(shown, change);
    keepShown(office ?? "agent", { board: shown.board, catalogue: shown.catalogue, settings: shown.settings, since: shown.since });
    onShown(shown);
  };
  tell({});
  if (office) fromSite(office, tell);
  else fromAgent(tell);
}

/** The next picture: nothing known is lost. Boards come in order: the agent and the live boards see to it. */
export function merged(shown: Shown, change: Partial<Shown>, now = Date.now()): Shown {
  const { board, catalogue, since, ...rest } = change;
  const next = { ...shown, ...rest };
  next.since = next.live || shown.live ? now : (since ?? shown.since);
  if (catalogue) next.catalogue = catalogue;
  if (isBoard(board)) next.board = board;
  return next;
}

function fromAgent(tell: Tell): void {
  listen({
    onState: ({ since, ...state }) => tell({ ...state, ...(since && { since: Date.parse(since) }) } as Partial<Shown>),
  });
}

function fromSite(office: string, tell: Tell): void {
  live.watch(office, undefined, { onBoard: (board) => tell({ board }), onState: tell });
  void catalogueOf(office).then((catalogue) => tell({ catalogue }));
}

/** The office as the site describes it, asked for until it answers. */
async function catalogueOf(office: string): Promise<Catalogue> {
  for (;;) {
    const known = await get<Office & { running_text?: string }>(`/offices/${office}`).catch(() => null);
    if (known) return asCatalogue(known);
    await sleep(15_000);
  }
}

function asCatalogue(office: Office & { running_text?: string }): Catalogue {
  const both = (text: string) => ({ id: text, en: "" });
  return {
    office: office.id, name: both(office.name), time_zone: office.time_zone, open: office.open ?? true, hours: spans(office.hours),
    special: (office.special ?? []).map((one) => ({ ...one, why: both(one.why) })),
    services: office.services.map((s) => ({ ...s, name: both(s.name), requires: s.requires.map(both), open: s.open ?? true })),
    counters: office.counters.map((counter) => counter.id), site: location.origin,
    ...(office.running_text && { running_text: both(office.running_text) }),
  };
}
