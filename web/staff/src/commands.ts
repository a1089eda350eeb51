/** What a counter may be told, by which key, and when it makes sense. */

import type { LineCounter } from "../../src/line";

export type Command = "next" | "recall" | "serve" | "finish" | "noShow";

/** The key and the last part of the path of each command. */
export const COMMANDS: Record<Command, { key: string; path: string }> = {
  next: { key: "F2", path: "calls" },
  recall: { key: "F4", path: "recalls" },
  serve: { key: "F6", path: "serving" },
  finish: { key: "F7", path: "finish" },
  noShow: { key: "F8", path: "no-show" },
};

/** The command of a key, if it is one's. */
export const commandOf = (key: string): Command | undefined =>
  (Object.keys(COMMANDS) as Command[]).find((command) => COMMANDS[command].key === key);

/** Whether a command makes sense for the counter as it is; the API has the last word. */
export function isPossible(command: Command, counter: LineCounter | undefined): boolean {
  if (!counter) return false;
  if (command === "next") return counter.state === "open";
  if (!counter.number) return false;
  return command === "finish" || counter.phase !== "serving";
}
