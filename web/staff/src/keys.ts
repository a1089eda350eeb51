/** Which key was meant, and when keys are the page's to act on. */

import { useEffect, useRef } from "preact/hooks";

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "shiftKey" | "altKey" | "metaKey">;

/** `F2`, `Shift+F2`, `Ctrl+Z` or `?`; nothing for chords of the system. */
export function chordOf({ key, ctrlKey, shiftKey, altKey, metaKey }: Pressed): string {
  if (altKey || metaKey) return "";
  if (key === "?") return key;
  const name = key.length === 1 ? key.toUpperCase() : key;
  return `${ctrlKey ? "Ctrl+" : ""}${shiftKey ? "Shift+" : ""}${name}`;
}

/** Keys are for the field or the dialog in which one is, if one is in any. */
export function isElsewhere(target: EventTarget | null): boolean {
  const at = target as Partial<Element> | null;
  return !!document.querySelector("dialog[open]") || !!at?.matches?.("input, textarea, select, [contenteditable]");
}

/** Hears keys for as long as the page stands; `on` says whether a chord was its own. A key held down is heard once. */
export function useKeys(on: (chord: string, repeat: boolean) => boolean): void {
  const latest = useRef(on);
  latest.current = on;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isElsewhere(event.target)) return;
      if (latest.current(chordOf(event), event.repeat)) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
