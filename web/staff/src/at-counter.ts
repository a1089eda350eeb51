/** The ticket that the counter has, with what its visitor booked and brings (schemas/openapi.yaml, CounterTicket). */

import { useEffect, useState } from "preact/hooks";
import { useRead } from "../../src/hooks";
import type { LineCounter } from "../../src/line";
import type { Both } from "../../src/agent";

export interface AtCounter {
  number: string;
  service: string;
  class: "walk-in" | "booked" | "priority";
  group?: "elderly" | "disabled" | "pregnant" | "infant";
  phase: "called" | "serving";
  since: string;
  /** Absent until the stream has noted the ticket, like `why`. */
  taken?: string;
  came?: string;
  slot?: string;
  party?: number;
  name?: string;
  language: string;
  requires: Both[];
  why?: string;
  stations: { service: string; at: string }[];
}

const AGAIN_MS = 2000;

/** What is known of the ticket that the counter has now; what was said of another one is not shown. */
export function useAtCounter(office: string, counter: string, cell: LineCounter | undefined): AtCounter | undefined {
  const { value, reload } = useRead<AtCounter>(cell?.number ? `/offices/${office}/counters/${counter}/ticket` : undefined);
  const other = !!value && value.number !== cell?.number;
  const missing = !!cell?.number && (other || value?.why === undefined);
  useEffect(() => {
    if (cell?.number) reload();
  }, [cell?.number, cell?.phase]);
  useEffect(() => {
    if (!missing) return;
    const timer = setInterval(reload, AGAIN_MS);
    return () => clearInterval(timer);
  }, [missing, cell?.number]);
  return other ? undefined : value;
}

/** Which documents were seen; known to this tab only, and only while this ticket is at the counter. */
export function useSeen(number: string): [Set<number>, (n: number) => void] {
  const [{ of, seen }, set] = useState<{ of: string; seen: Set<number> }>({ of: number, seen: new Set() });
  const now = of === number ? seen : new Set<number>();
  const toggle = (n: number) => {
    const next = new Set(now);
    if (!next.delete(n)) next.add(n);
    set({ of: number, seen: next });
  };
  return [now, toggle];
}
