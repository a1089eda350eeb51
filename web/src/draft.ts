/** What was typed survives a reload, in this tab only. */

import { useState } from "preact/hooks";

/** State kept under a name until it is forgotten. */
export function useDraft<T>(name: string, first: T): [T, (next: T) => void, () => void] {
  const at = `antrean:draft:${name}`;
  const [value, set] = useState<T>(() => JSON.parse(sessionStorage.getItem(at) ?? "null") ?? first);
  const keep = (next: T) => {
    sessionStorage.setItem(at, JSON.stringify(next));
    set(next);
  };
  return [value, keep, () => sessionStorage.removeItem(at)];
}

/** Puts the cursor into the field at fault, such as `visitor.phone`. */
export function focusField(field?: string): void {
  const name = field?.split(".").pop();
  if (name) setTimeout(() => document.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)?.focus());
}
