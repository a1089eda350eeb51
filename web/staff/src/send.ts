/** Sends one command to a counter: under one key however often it is tried, and never later than it was meant. */

import { post, Problem, put } from "../../src/api";
import type { Stamp } from "../../src/line";
import { offline } from "../../src/problem";
import type { CounterState } from "../../src/types";

/** What the counter answers. */
export interface Answer {
  counter: string;
  state: CounterState;
  number?: string;
  call?: number;
  seq: number;
}

export interface Order {
  /** Names the button that shows that it is under way. */
  name: string;
  /** The last part of the path; `state` is put, all others are posted. */
  path: string;
  body?: object;
}

/** After this long a command is no longer what staff meant: it is given up, and said so. */
export const MEANT_MS = 12_000;

/** Carries an order out. The key of one whose answer was lost is used again only for the same order on the same line. */
export async function send(counter: string, { path, body = {} }: Order, line: Stamp): Promise<Answer> {
  const at = `${counter}/${path}`;
  try {
    if (path === "state") return await put<Answer>(at, body, MEANT_MS);
    return await post<Answer>(at, body, `${at}@${line.day}.${line.epoch}.${line.seq} ${JSON.stringify(body)}`, MEANT_MS);
  } catch (refused) {
    throw refused instanceof Problem ? refused : offline();
  }
}

/** The refusal of a page that is not live: nothing was sent, nothing is kept for later. */
export const notLive = () => new Problem(0, "not-live", "");
