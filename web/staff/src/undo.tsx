/** The counter's last step can be taken back for ten seconds: what that is, and how long still. */

import { useRef } from "preact/hooks";
import type { LineCounter } from "../../src/line";
import { undoLeft } from "./commands";
import { t } from "./words";

interface Props {
  cell?: LineCounter;
  /** The server's time. */
  now: number;
  busy: boolean;
  onUndo(): void;
}

export function UndoBar({ cell, now, busy, onUndo }: Props) {
  const had = useRef("");
  if (cell?.number) had.current = cell.number;
  const left = undoLeft(cell, now);
  if (!cell?.undo || !left) return null;
  return (
    <button type="button" class="undo" aria-keyshortcuts="F9 Control+Z" aria-disabled={busy ? "true" : undefined} onClick={onUndo}>
      <span><b>{t("undo")}</b> {whatOf(cell.undo.kind, cell.undo.number ?? cell.number ?? had.current)}</span>
      <kbd>F9</kbd>
      <span class="left" style={{ "--part": left / 10 }} aria-label={t("seconds", left)} role="img">{left}</span>
    </button>
  );
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
