/** One row of a list stands in the order of the Tab key; the arrows go to the others. */

import { useRef, useState } from "preact/hooks";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** The row to which an arrow goes from this one, if the key is one. */
export const stepTo = (key: string, at: number, count: number): number | undefined => STEPS[key]?.(at, count - 1);

/** What a list needs for it; `at` is the row on which the focus was last. */
export function useRoving() {
  const list = useRef<HTMLOListElement>(null);
  const [at, go] = useState<string>();
  const rows = () => Array.from(list.current?.querySelectorAll<HTMLElement>("[data-number]") ?? []);
  const onFocus = (event: FocusEvent) => go((event.target as HTMLElement).dataset.number);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = rows();
    const to = stepTo(event.key, all.indexOf(event.target as HTMLElement), all.length);
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };
  return { list, at, onFocus, onKeyDown };
}
