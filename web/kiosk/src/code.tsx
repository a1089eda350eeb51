/** Check-in: the code by touch, by keyboard, or by a scanner, which types like a keyboard. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Camera } from "./camera";
import { ALPHABET, accepted, grouped, LENGTH } from "./typed";
import { t } from "./words";

interface Props {
  onBack(): void;
  onCode(code: string): void;
}

export function CodeScreen({ onBack, onCode }: Props) {
  const { code, typed, change } = useCode();
  const [fault, setFault] = useState(false);
  const add = (text: string) => { setFault(false); change((before) => accepted(before + text)); };
  const erase = () => change((before) => before.slice(0, -1));
  const send = () => (typed.current.length === LENGTH ? onCode(typed.current) : setFault(true));
  useKeys({ add, erase, send });
  return (
    <section class="code">
      <div class="ask"><h1>{t("codeTitle")}</h1><p>{t("codeHint")}</p></div>
      <output class="typed" aria-live="polite" aria-label={grouped(code).join(" ")}>
        {grouped(code).map((four, n) => <span key={n}>{four.padEnd(4, "·")}</span>)}
      </output>
      <p class="fault" role="alert">{fault && t("codeWrong")}</p>
      <Camera onCode={onCode} />
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

/** What is typed so far; a scanner's next sign comes before the last one is drawn, so it is not kept in the state alone. */
function useCode() {
  const [code, set] = useState("");
  const typed = useRef("");
  const change = (next: (before: string) => string) => set((typed.current = next(typed.current)));
  return { code, typed, change };
}

interface Keys {
  add(text: string): void;
  erase(): void;
  send(): void;
}

/** One listener for as long as the screen stands: none that is changed at each sign misses one. */
function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
      const { add, erase, send } = now.current;
      if (event.key === "Backspace") erase();
      else if (event.key === "Enter") send();
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) add(event.key);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
