/** The number, huge; the slip to take, or, when paper failed, the screen to photograph. */

import { renderSVG } from "uqr";
import { useState } from "preact/hooks";
import { tellAgent, type Slip } from "../../src/agent";
import { isOnPaper, isPrinting } from "./steps";
import { t } from "./words";

interface Props {
  slip: Slip;
  left: number;
  onDone(): void;
  onSlip(slip: Slip): void;
}

export function SlipScreen({ slip, left, onDone, onSlip }: Props) {
  const again = useAgain(slip, onSlip);
  const unprinted = !isOnPaper(slip) && !isPrinting(slip);
  return (
    <section class={`slip ${unprinted ? "unprinted" : ""}`} role="status">
      <div class="told">
        <p>{t("yourNumber")}</p>
        <p class="number">{slip.number}</p>
        {details(slip).map((line) => <p key={line} class="detail">{line}</p>)}
      </div>
      {slip.ticketUrl && (
        <figure>
          <div class="qr" dangerouslySetInnerHTML={{ __html: renderSVG(slip.ticketUrl, { border: 1 }) }} />
          <figcaption>{t("scan")}</figcaption>
        </figure>
      )}
      <div class="next">
        <h1>{unprinted ? t("photo") : isPrinting(slip) ? t("printing") : t("takeSlip")}</h1>
        {unprinted && <p>{t("photoHint")}</p>}
        {again.said && <p role="status">{t(again.said)}</p>}
        <div class="actions">
          {slip.id && !isPrinting(slip) && <button type="button" class="button second" aria-disabled={again.busy} onClick={again.ask}>{t("again")}</button>}
          <button type="button" class="button" onClick={onDone}>{t("done", left)}</button>
        </div>
      </div>
    </section>
  );
}

/** The same number on paper once more; one copy at a time. */
function useAgain(slip: Slip, onSlip: (slip: Slip) => void) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<"againDone" | "againNot" | "">("");
  const ask = () => {
    if (busy) return;
    setBusy(true);
    void tellAgent<Slip & { copy?: boolean }>("reprint", { id: slip.id }).catch(() => null).then((copy) => {
      setBusy(false);
      setSaid(copy?.copy ? "againDone" : "againNot");
      if (copy?.copy) onSlip({ ...slip, printed: true });
    });
  };
  return { busy, said, ask };
}

/** The slip's other lines: its first is the office, which stands above already. */
function details(slip: Slip): string[] {
  return (slip.lines ?? []).slice(1).filter((line) => line.trim() && line !== slip.number && !/^https?:/.test(line)).slice(0, 4);
}
