/** A list that does not jump under a hand: while one is on it, rows keep their places. */

import { useEffect, useRef, useState } from "preact/hooks";

export interface Shown<T> {
  one: T;
  /** It has left the list since, and cannot be chosen any more. */
  gone: boolean;
}

/** The rows as they were last shown, with what is new of each; those that left stay as gone, new ones come last. */
export function steady<T extends { number: string }>(shown: T[], now: T[]): Shown<T>[] {
  const current = new Map(now.map((one) => [one.number, one]));
  const known = new Set(shown.map((one) => one.number));
  return [
    ...shown.map((one) => ({ one: current.get(one.number) ?? one, gone: !current.has(one.number) })),
    ...now.filter((one) => !known.has(one.number)).map((one) => ({ one, gone: false })),
  ];
}

/** A hand that does not move for so long lies there only. */
const RESTS_MS = 5000;

/** The rows to show, and what tells that a hand is on them, or has left. */
export function useSteady<T extends { number: string }>(now: T[]) {
  const [held, hold] = useState(false);
  const shown = useRef<T[]>(now);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const leave = () => (clearTimeout(timer.current), hold(false));
  const touch = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => hold(false), RESTS_MS);
    hold(true);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const rows = held ? steady(shown.current, now) : now.map((one) => ({ one, gone: false }));
  shown.current = rows.map(({ one }) => one);
  return { rows, touch, leave };
}
