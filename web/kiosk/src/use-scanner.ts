/** A scanner that types: quick signs that end with Enter are a code, also where nobody chose to enter one. */

import { useEffect, useRef } from "preact/hooks";
import { accepted, LENGTH } from "./typed";

/** A scanner types a sign every few milliseconds; a person does not. */
const QUICK_MS = 80;

export interface Heard {
  text: string;
  at: number;
}

/** What is heard after one more key; the code, if this key ends one. */
export function heard(before: Heard, key: string, now: number): Heard & { code?: string } {
  const text = now - before.at <= QUICK_MS ? before.text : "";
  if (key !== "Enter") return { text: key.length === 1 ? text + key : text, at: now };
  const code = accepted(text);
  return { text: "", at: 0, ...(code.length === LENGTH && { code }) };
}

export function useScanner(listens: boolean, onCode: (code: string) => void): void {
  const then = useRef(onCode);
  then.current = onCode;
  useEffect(() => {
    if (!listens) return;
    let known: Heard = { text: "", at: 0 };
    const onKey = (event: KeyboardEvent) => {
      const next = heard(known, event.key, performance.now());
      known = next;
      if (!next.code) return;
      // The Enter of a scanner must not push the button that was touched last.
      event.preventDefault();
      then.current(next.code);
    };
    addEventListener("keydown", onKey, true);
    return () => removeEventListener("keydown", onKey, true);
  }, [listens]);
}
