/** What changes by itself, for Preact: the language, the time, a board, something read from the API. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { read as readPath } from "./ahead";
import { mayAgain, Problem } from "./api";
import { jittered } from "./delay";
import { type Language, language, onLanguage } from "./i18n";
import { live, type State } from "./live";
import type { Board } from "./types";

/** The language; who uses it is drawn again when it changes. */
export function useLanguage(): Language {
  const [, draw] = useState(language());
  useEffect(() => onLanguage(() => draw(language())), []);
  return language();
}

/** The time in epoch milliseconds, every so many seconds. */
export function useNow(seconds = 15): number {
  const [now, tick] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return now;
}

/** Calls back as soon as this page is looked at again, or its network comes or goes. */
export function useWake(wake: () => void): void {
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && wake();
    document.addEventListener("visibilitychange", look);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, [wake]);
}

/** An office's board (of one service only its calls), and whether it is live; nothing is watched without an office. */
export function useBoard(office?: string, service?: string): State & { board?: Board } {
  const [board, onBoard] = useState<Board>();
  const [state, onState] = useState<State>({ live: false, since: 0 });
  useEffect(() => (office ? live.watch(office, service, { onBoard, onState }) : undefined), [office, service]);
  return { ...state, ...(board && { board }) };
}

export interface Read<T> {
  value?: T;
  problem?: Problem;
  reload(): void;
}

/** Milliseconds until something that could not be read is read again, for the first time and at most. */
const SOON = 4_000, LATEST = 120_000;

/** What a path of the API answers; read again when the path or the language changes, and by itself until there was an answer. */
export function useRead<T>(path?: string): Read<T> {
  const [read, set] = useState<{ of?: string; value?: T; problem?: Problem; failed?: number }>({});
  const [turn, next] = useState(0);
  const spoken = useLanguage();
  const reload = useCallback(() => next((n) => n + 1), []);
  useEffect(() => {
    if (!path) return;
    let current = true;
    readPath<T>(path).then(
      (value) => current && set({ of: path, value }),
      (problem) => current && set((before) => {
        const same = before.of === path ? before : {};
        return { ...same, of: path, problem, failed: (same.failed ?? 0) + 1 };
      }),
    );
    return () => void (current = false);
  }, [path, turn, spoken]);
  const { problem, failed = 0 } = read;
  const waits = problem instanceof Problem && mayAgain(problem);
  // Nobody looks at a hidden page: it reads when it is looked at again.
  const again = useCallback(() => void (waits && document.visibilityState === "visible" && reload()), [waits]);
  useWake(again);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(again, Math.max((problem.retryAfter ?? 0) * 1000, SOON) + jittered(failed - 1, SOON, LATEST));
    return () => clearTimeout(timer);
  }, [read, again]);
  return { ...(read.of === path && read), reload };
}
