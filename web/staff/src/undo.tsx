/** The counter's last step can be taken back for ten seconds: what that is, and how long still. */

import { useRef } from "preact/hooks";
import type { Line, LineCounter } from "../../src/line";
import { undoLeft } from "./commands";
import { t } from "./words";

interface Props {
  line?: Line;
  cell?: LineCounter;
  /** The server's time. */
  now: number;
  busy: boolean;
  onUndo(): void;
}

export function UndoBar({ line, cell, now, busy, onUndo }: Props) {
  const had = useRef("");
  if (cell?.number) had.current = cell.number;
  const returned = useReturned(line);
  const left = undoLeft(cell, now);
  if (!cell?.undo || !left) return null;
  return (
    <button type="button" class="undo" aria-keyshortcuts="F9 Control+Z" aria-disabled={busy ? "true" : undefined} onClick={onUndo}>
      <span><b>{t("undo")}</b> {whatOf(cell.undo.kind, RETURNS.includes(cell.undo.kind) ? returned : cell.number ?? had.current)}</span>
      <kbd>F9</kbd>
      <span class="left" style={{ "--part": left / 10 }} aria-label={t("seconds", left)} role="img">{left}</span>
    </button>
  );
}

const RETURNS = ["resume", "return"];

/** The number that stood aside last and waits again. */
function useReturned(line?: Line): string {
  const before = useRef<string[]>([]), found = useRef("");
  const aside = [...(line?.held ?? []), ...(line?.missed ?? [])].map((one) => one.number);
  const left = before.current.find((number) => !aside.includes(number) && line?.waiting.some((one) => one.number === number));
  if (left) found.current = left;
  before.current = aside;
  return found.current;
}

/** What an undo takes back, after the word itself. */
export function whatOf(kind: string, number: string): string {
  const of = {
    call: "undoCall", serve: "undoServe", finish: "undoFinish", no_show: "undoNoShow", hold: "undoHold",
    transfer: "undoTransfer", resume: "undoBack", return: "undoBack",
  } as const;
  if (kind === "counter") return t("undoCounter");
  const text = of[kind as keyof typeof of];
  return text && number ? t(text, number) : t("undoOther");
}
