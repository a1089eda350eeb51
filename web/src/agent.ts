/** The device agent behind a kiosk's or display's page: its state, what it tells, what it is asked. */

import { Problem, offline } from "./problem";
import type { Board, Hours, Position, SpecialDay } from "./types";

/** An agent answers a take within 8 s, or 20 s when the printer is slow. */
const PATIENCE = 25_000;

/** A text in both languages. */
export interface Both {
  id: string;
  en: string;
}

/** What an office tells its devices about itself (schemas/messages/catalogue.json). */
export interface Catalogue {
  /** When it was told, RFC 3339. */
  at?: string;
  office: string;
  name: Both;
  time_zone: string;
  open: boolean;
  hours: Hours[];
  special?: (Omit<SpecialDay, "why"> & { why: Both })[];
  services: CatalogueService[];
  counters: string[];
  running_text?: Both;
  position?: Position;
  site?: string;
}

export interface CatalogueService {
  id: string;
  letter: string;
  name: Both;
  minutes: number;
  takes: ("number" | "booking")[];
  requires: Both[];
  open: boolean;
}

/** The rotating code that proves that one stands in the lobby. */
export interface LobbyCode {
  code: string;
  at: string;
  /** When the next one comes. */
  until?: string;
}

export interface AgentState {
  board?: Board | null;
  code?: LobbyCode | null;
  catalogue?: Catalogue | null;
  live: boolean;
  /** A kiosk that issues from its own series while the link is down. */
  issues?: boolean;
  /** Since when that is so, RFC 3339. */
  since?: string | null;
  /** What the office set the device to, see schemas/settings.py. */
  settings?: Record<string, unknown>;
  /** A display's last spoken call, kept on the agent's disk. */
  spoken?: { day: string; call: number } | null;
  /** A kiosk's slip that came while no page was there to show it. */
  slip?: Slip | null;
}

/** The answer to a take: a number, a refusal, or "the slip is still to come". */
export interface Slip {
  id?: string;
  number?: string;
  code?: string;
  lines?: string[];
  printed?: boolean;
  fault?: string;
  ticketUrl?: string;
  refused?: { type: string; title: string; detail?: string };
  waiting?: true;
}

interface Listener {
  onState(state: Partial<AgentState>): void;
  onSlip?(slip: Slip): void;
}

/** Whether this page belongs to the site and to no device: something answers, and it is no agent. */
export async function isWithoutAgent(): Promise<boolean> {
  const answer = await fetch("/agent/state", { cache: "no-store" }).catch(() => null);
  return !!answer && !isAgents(answer);
}

const isAgents = (answer: Response) => answer.ok && !!answer.headers.get("Content-Type")?.includes("json");

/** What the agent that served this page knows; nothing on a page of the site. */
export async function agentState(): Promise<AgentState | null> {
  const answer = await fetch("/agent/state", { cache: "no-store" }).catch(() => null);
  if (!answer || !isAgents(answer)) return null;
  return (await answer.json()) as AgentState;
}

/** Listens to the agent, which begins with its state; while it does not answer, the state is not live. Gives what ends it. */
export function listen({ onState, onSlip }: Listener): () => void {
  const events = new EventSource("/agent/events");
  const on = <T>(name: string, take: (value: T) => void) =>
    events.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
  on<Board>("board", (board) => onState({ board }));
  on<LobbyCode>("code", (code) => onState({ code }));
  on<Partial<AgentState>>("state", onState);
  on<Slip>("slip", (slip) => onSlip?.(slip));
  events.onerror = () => onState({ live: false });
  return () => events.close();
}

/** Asks the agent to do something; a refusal comes back in the answer, no answer throws Problem "offline". */
export async function tellAgent<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`/agent/${path}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => { throw offline(); });
  if (answer.status === 204) return undefined as T;
  const value = (await answer.json().catch(() => null)) as (T & { type?: string; title?: string }) | null;
  if (!value) throw new Problem(answer.status, "unknown", "");
  return value;
}
