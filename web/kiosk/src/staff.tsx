/** Help: a visitor is told to call staff; staff open their mode by PIN and print a slip again. */

import { useState } from "preact/hooks";
import { tellAgent, type Slip } from "../../src/agent";
import { Message } from "./calm";
import type { Kept } from "./steps";
import { t } from "./words";

export function HelpScreen({ isStaff, onStaff, onBack }: { isStaff: boolean; onStaff(): void; onBack(): void }) {
  return (
    <div class="help">
      <Message title={t("helpTitle")} text={t("helpText")} action={t("understood")} onAction={onBack} />
      {isStaff && <button type="button" class="button quiet" onClick={onStaff}>{t("iAmStaff")}</button>}
    </div>
  );
}

const LONGEST = 8;

export function PinScreen({ onBack, onOpen }: { onBack(): void; onOpen(pin: string, kept: Kept): void }) {
  const [pin, set] = useState("");
  const [fault, setFault] = useState<"pinWrong" | "pinLocked" | "noAgent" | "">("");
  const open = () => void tellAgent<Partial<Kept> & { why?: string }>("staff", { pin }).catch(() => null).then((kept) => {
    if (kept?.slips) return onOpen(pin, kept as Kept);
    set("");
    setFault(kept?.why === "locked" ? "pinLocked" : kept ? "pinWrong" : "noAgent");
  });
  return (
    <section class="pin">
      <div class="ask"><h1>{t("pinTitle")}</h1></div>
      <output class="typed" aria-live="polite" aria-label={String(pin.length)}><span>{"●".repeat(pin.length).padEnd(4, "·")}</span></output>
      <p class="fault" role="alert">{fault && t(fault)}</p>
      <div class="digits">
        {[..."1234567890"].map((digit) => <button type="button" key={digit} onClick={() => { setFault(""); set((pin + digit).slice(0, LONGEST)); }}>{digit}</button>)}
      </div>
      <div class="actions">
        <button type="button" class="button quiet" onClick={onBack}>‹ {t("back")}</button>
        <button type="button" class="button second" onClick={() => set(pin.slice(0, -1))}>{t("erase")}</button>
        <button type="button" class="button" onClick={open}>{t("understood")}</button>
      </div>
    </section>
  );
}

type State = "ok" | "low" | "out" | "cover" | "offline" | "unknown";
const STATES: readonly string[] = ["ok", "low", "out", "cover", "offline"];

export function StaffScreen({ pin, kept, onBack }: { pin: string; kept: Kept; onBack(): void }) {
  const [said, say] = useState<"againDone" | "againNot" | "">("");
  const [printed, setPrinted] = useState<string[]>([]);
  const again = (id: string) => void tellAgent<Slip & { copy?: boolean }>("reprint", { id, pin }).catch(() => null).then((copy) => {
    say(copy?.copy ? "againDone" : "againNot");
    if (copy?.copy) setPrinted([...printed, id]);
  });
  const state = (STATES.includes(kept.printer) ? kept.printer : "unknown") as State;
  return (
    <section class="staff">
      <div class="ask"><h1>{t("staffTitle")}</h1><p>{t("printerIs", t(`printer_${state}`))}. {t("staffHint")}</p></div>
      <p class="fault" role="status">{said && t(said)}</p>
      <ul class="kept">
        {kept.slips.map(({ id, number, printed: onPaper }) => (
          <li key={id}><b>{number}</b><span>{onPaper || printed.includes(id) ? "" : t("notOnPaper")}</span>
            <button type="button" class="button second" onClick={() => again(id)}>{t("again")}</button></li>
        ))}
      </ul>
      <button type="button" class="button" onClick={onBack}>{t("forVisitor")}</button>
    </section>
  );
}
