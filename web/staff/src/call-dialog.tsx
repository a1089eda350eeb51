/** Call a certain number: one of the line, or one that is typed or scanned; out of order for one of the fixed reasons. */

import { useState } from "preact/hooks";
import { Choice, Dialog } from "./dialog";
import { t } from "./words";

interface Props {
  /** Empty: it is asked for. */
  number: string;
  reasons: string[];
  /** What the counter has now. */
  has?: string;
  onCall(ticket: string, reason?: string): void;
  onLeave(): void;
}

export function CallDialog({ number, reasons, has, onCall, onLeave }: Props) {
  const [typed, type] = useState("");
  const [reason, choose] = useState<string>();
  return (
    <Dialog title={number ? t("callTitle", number) : t("callThis")} act={t("call")}
      onAct={() => onCall(number || typed.trim(), reason)} onLeave={onLeave}>
      {!number && <div class="field">
        <label for="ticket">{t("whichNumber")}</label>
        <input id="ticket" required autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={400} value={typed} onInput={(event) => type(event.currentTarget.value)} />
      </div>}
      {/* A number that is typed may be the one whose turn it is: the API says if it needs a reason. */}
      <Choice legend={t("whyOut")} name="reason" numbered required={!!number} value={reason} onChoose={choose}
        options={reasons.map((value) => ({ value, text: reasonText(value) }))} />
      {has && <p class="soft">{t("finishesFirst", has)}</p>}
      <p class="soft">{t("publicNote")}</p>
    </Dialog>
  );
}

const KNOWN = ["urgent", "returning", "together", "mistake", "elsewhere", "complaint"] as const;

/** A reason that this page does not know yet is shown by its id. */
const reasonText = (id: string): string => {
  const known = KNOWN.find((one) => one === id);
  return known ? t(known) : id;
};
