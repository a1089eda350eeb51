/** One counter: carries out what staff tell it, one at a time, and says how it went. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../src/api";
import type { LineRead, Stamp } from "../../src/line";
import { notLive, type Order, send } from "./send";

/** How long a refusal stands, unless something else happens before. */
const STANDS_MS = 15_000;

export interface CounterDesk {
  /** The name of the order that is under way. */
  busy?: string;
  problem?: Problem;
  /** Carries an order out; gives the kind of the refusal, or nothing when it was done. */
  tell(order: Order): Promise<string>;
  /** Says why something is not even asked for. */
  refuse(problem: Problem): void;
}

export function useCounter(office: string, counter: string, { line, live, reload, expect }: LineRead): CounterDesk {
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const going = useRef(false);

  async function carryOut(order: Order, at: Stamp): Promise<string> {
    try {
      const answer = await send(`/offices/${office}/counters/${counter}`, order, at);
      expect(answer.seq);
      return "";
    } catch (refused) {
      setProblem(refused as Problem);
      return (refused as Problem).kind;
    }
  }

  async function tell(order: Order): Promise<string> {
    if (going.current) return "busy";
    setProblem(undefined);
    if (!line || !live || !navigator.onLine) {
      setProblem(notLive());
      void reload();
      return "not-live";
    }
    going.current = true;
    setBusy(order.name);
    const refused = await carryOut(order, line);
    await reload();
    going.current = false;
    setBusy(undefined);
    return refused;
  }

  useEffect(() => {
    if (!problem) return;
    const timer = setTimeout(() => setProblem(undefined), STANDS_MS);
    return () => clearTimeout(timer);
  }, [problem]);
  return { tell, refuse: setProblem, ...(busy && { busy }), ...(problem && { problem }) };
}
