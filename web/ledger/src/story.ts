/** What an entry says about one number, in a sentence. */

import { clock } from "../../src/time";
import type { Entry, Moved } from "./entries";
import { t } from "./words";

const REASONS = ["urgent", "returning", "together", "mistake", "elsewhere", "complaint", "offline"] as const;
export type Reason = (typeof REASONS)[number];

/** The words of a reason; one that this page does not know stands as it is. */
export const reasonWords = (reason: string): string =>
  (REASONS as readonly string[]).includes(reason) ? t(reason as Reason) : reason;

/** The sentence of an entry, as it is about this number. */
export function sentence(entry: Entry, number: string, zone: string): string {
  const moved = entry.number === number ? undefined : entry.moved?.find((one) => one.number === number);
  return moved ? became(moved, entry.counter ?? "") : did(entry, zone);
}

function became(moved: Moved, counter: string): string {
  switch (moved.state) {
    case "served": return t("finish");
    case "ended": return t("stateEnded");
    case "waiting": return t("onward", where(moved.list));
    default: return t("stateBack", counter);
  }
}

function did(entry: Entry, zone: string): string {
  const counter = entry.counter ?? "";
  const turn = entry.turn ? clock(entry.turn * 1000, zone) : "";
  switch (entry.kind) {
    case "take": return t("take", turn);
    case "check_in": return t("check_in", turn);
    case "call": return t("call", counter);
    case "recall": return t("recall", counter);
    case "serve": return t("serve", counter);
    case "finish": return entry.phase === "waiting" ? t("onward", where(entry.list)) : t("finish");
    case "no_show": return t("noShow");
    case "hold": return t("hold");
    case "resume":
    case "return": return t("resume", turn);
    case "transfer": return t("transfer", where(entry.list));
    case "void": return t("voided");
    case "withdraw": return t("withdraw");
    case "counter": return t("handedOver");
    case "undo": return t("undo", then(entry.phase, counter));
    case "conflict": return t("conflict");
    case "correct": return t("correct", outcome(entry.phase));
    default: return t("other", entry.kind);
  }
}

function then(phase: string | undefined, counter: string): string {
  if (phase === "waiting") return t("thenWaits");
  return phase === "called" || phase === "serving" ? t("thenBack", counter) : t("thenAside");
}

const outcome = (phase = "") => (phase === "served" || phase === "no_show" || phase === "void" ? t(phase) : phase);

/** `A@2.w` as `layanan A, loket atau lantai 2`. */
function where(list = ""): string {
  const [letter = "", place] = list.slice(0, list.lastIndexOf(".")).split("@");
  return place ? `${t("service", letter)}, ${t("at", place)}` : t("service", letter);
}
