/** Check-in: the code by touch, by keyboard, or by a scanner, which types like a keyboard. */

import { useEffect, useState } from "preact/hooks";
import { ALPHABET, accepted, grouped, LENGTH } from "./typed";
import { t } from "./words";

interface Props {
  onBack(): void;
  onCode(code: string): void;
}

export function CodeScreen({ onBack, onCode }: Props) {
  const [code, set] = useState("");
  const [fault, setFault] = useState(false);
  const add = (text: string) => { setFault(false); set((before) => accepted(before + text)); };
  const erase = () => set((before) => before.slice(0, -1));
  const send = () => (code.length === LENGTH ? onCode(code) : setFault(true));
  useKeys({ add, erase, send });
  return (
    <section class="code">
      <div class="ask"><h1>{t("codeTitle")}</h1><p>{t("codeHint")}</p></div>
      <output class="typed" aria-live="polite" aria-label={grouped(code).join(" ")}>
        {grouped(code).map((four, n) => <span key={n}>{four.padEnd(4, "·")}</span>)}
      </output>
      <p class="fault" role="alert">{fault && t("codeWrong")}</p>
      <div class="keys">
        {[...ALPHABET].map((sign) => <button type="button" key={sign} onClick={() => add(sign)}>{sign}</button>)}
      </div>
      <div class="actions">
        <button type="button" class="button quiet" onClick={onBack}>‹ {t("back")}</button>
        <button type="button" class="button second" onClick={erase}>{t("erase")}</button>
        <button type="button" class="button" onClick={send}>{t("codeDone")}</button>
      </div>
    </section>
  );
}

interface Keys {
  add(text: string): void;
  erase(): void;
  send(): void;
}

function useKeys({ add, erase, send }: Keys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
      if (event.key === "Backspace") erase();
      else if (event.key === "Enter") send();
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) add(event.key);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}
