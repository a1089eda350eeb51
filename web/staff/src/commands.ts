/** What a counter may be told, by which key, and when it makes sense. */

import type { Line, LineCounter } from "../../src/line";

export type Command = "next" | "recall" | "serve" | "finish" | "finishLast" | "noShow" | "hold" | "transfer" | "undo";

interface Told {
  /** The key, or keys, by which it is told; the first is shown on the button. */
  keys: string[];
  /** The last part of its path. */
  path: string;
}

/** A chord is written as the keyboard event has it: Ctrl, Shift, then the key. */
export const COMMANDS: Record<Command, Told> = {
  next: { keys: ["F2"], path: "calls" },
  recall: { keys: ["F4"], path: "recalls" },
  serve: { keys: ["F6"], path: "serving" },
  finish: { keys: ["F7"], path: "finish" },
  finishLast: { keys: ["Shift+F7"], path: "finish" },
  noShow: { keys: ["F8"], path: "no-show" },
  hold: { keys: ["F10"], path: "hold" },
  transfer: { keys: ["F3"], path: "transfer" },
  undo: { keys: ["F9", "Ctrl+Z"], path: "undo" },
};

/** What else has a key: the number that is named, where one goes on the page, the pause, the help. */
export const PAGE_KEYS = { callThis: "Shift+F2", line: "Shift+F4", pause: "Shift+F9", help: "F1", question: "?" } as const;
export type PageKey = keyof typeof PAGE_KEYS;

/** The command of a key, if it is one's. */
export const commandOf = (chord: string): Command | undefined =>
  (Object.keys(COMMANDS) as Command[]).find((command) => COMMANDS[command].keys.includes(chord));

export const pageKeyOf = (chord: string): PageKey | undefined =>
  (Object.keys(PAGE_KEYS) as PageKey[]).find((name) => PAGE_KEYS[name] === chord);

/** Whether a command makes sense for the counter as it is; the API has the last word. */
export function isPossible(command: Command, counter: LineCounter | undefined, now = Date.now()): boolean {
  if (!counter) return false;
  if (command === "undo") return undoLeft(counter, now) > 0;
  if (command === "next") return counter.state === "open";
  if (!counter.number) return false;
  return ["finish", "finishLast", "hold", "transfer"].includes(command) || counter.phase !== "serving";
}

/** Whole seconds in which the counter's last step can still be taken back; `now` is the server's time. */
export function undoLeft(counter: LineCounter | undefined, now: number): number {
  const until = counter?.undo ? Date.parse(counter.undo.until) : 0;
  return Math.max(0, Math.min(10, Math.ceil((until - now) / 1000)));
}

/** Why a call may be made out of order; an office's line names those that it knows. */
export const REASONS = ["urgent", "returning", "together", "mistake", "elsewhere", "complaint"] as const;
export const reasonsOf = (line: Line | undefined): string[] => (line?.reasons?.length ? line.reasons : [...REASONS]);
