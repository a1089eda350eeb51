/** The number, huge; the slip to take, or, when paper failed, the screen to photograph. */

import { renderSVG } from "uqr";
import type { Slip } from "../../src/agent";
import { isOnPaper, isPrinting } from "./steps";
import { t } from "./words";

interface Props {
  slip: Slip;
  left: number;
  onDone(): void;
}

export function SlipScreen({ slip, left, onDone }: Props) {
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
        <button type="button" class="button" onClick={onDone}>{t("done", left)}</button>
      </div>
    </section>
  );
}

/** The slip's other lines: its first is the office, which stands above already. */
function details(slip: Slip): string[] {
  return (slip.lines ?? []).slice(1).filter((line) => line.trim() && line !== slip.number && !/^https?:/.test(line)).slice(0, 4);
}
