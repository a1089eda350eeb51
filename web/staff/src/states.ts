/** A counter's state as a word. */

import type { CounterState } from "../../src/types";
import { t } from "./words";

export function stateWord(state: CounterState): string {
  if (state === "open") return t("isOpen");
  return state === "paused" ? t("isPaused") : t("isClosed");
}
