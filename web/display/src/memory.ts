/** What a display remembers over a reload or a power cut: the last spoken call, the last board and texts. */

import { tellAgent } from "../../src/agent";
import { later, type Mark } from "./calls";

const SPOKEN = "antrean.spoken";
const SHOWN = "antrean.shown";

/** The last call spoken on this display. */
export const lastSpoken = (): Mark | null => read<Mark>(SPOKEN);

/** Remembers a spoken call here and, where there is one, at the agent, which keeps it on disk. */
export function remember(mark: Mark, byAgent: boolean): void {
  write(SPOKEN, later(lastSpoken(), mark));
  if (byAgent) void tellAgent("spoken", mark).catch(() => undefined);
}

/** What was last shown for this office, so that a display without any link still shows it, with its time. */
export const lastShown = <T>(office: string): T | null => read<T>(`${SHOWN}.${office}`);
export const keepShown = (office: string, shown: unknown): void => write(`${SHOWN}.${office}`, shown);

function read<T>(name: string): T | null {
  // A memory that is spoilt, or that the browser does not give, is none.
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full disk must not stop the screen.
  }
}
