/** A place that is kept while the form is open; taken again only on the visitor's word. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { post, type Problem, remove } from "../../src/api";
import { useDraft } from "../../src/draft";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import type { Hold } from "../../src/types";
import { isAdmitted, passOf } from "./pass";

export interface Held {
  /** The hold, while it lasts. */
  hold?: Hold;
  /** It lasted, and its time is over. */
  over: boolean;
  /** Milliseconds that are left, and that there were. */
  left: number;
  whole: number;
  busy: boolean;
  problem?: Problem;
  again(): void;
  /** Once it became a booking there is nothing to give back. */
  used(): void;
}

type Kept = Hold & { from: number };

export function useHold(office: string, service: string, slot: string, party: number): Held {
  const [kept, keep, forget] = useDraft<Kept | null>(`hold:${office}:${service}`, null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const now = serverTime(useNow(1));
  const mine = kept && kept.slot === slot && kept.party === party ? kept : undefined;
  const again = useCallback(() => {
    setBusy(true);
    setProblem(undefined);
    const pass = passOf(office, service, slot.slice(0, 10), serverTime());
    const body = { service, slot, ...(party > 1 && { party }), ...(isAdmitted(pass, serverTime()) && { pass: pass!.pass }) };
    post<Hold>(`/offices/${office}/holds`, body, `hold:${office}:${service}`)
      .then((hold) => keep({ ...hold, slot, party, from: serverTime() }), setProblem)
      .finally(() => setBusy(false));
  }, [office, service, slot, party]);
  useEffect(() => {
    if (mine) return;
    // Who chose another time gives the first one back to others.
    if (kept && Date.parse(kept.until) > serverTime()) void remove(`/offices/${office}/holds/${kept.hold}`).catch(() => undefined);
    again();
  }, [again]);
  const left = mine ? Math.max(0, Date.parse(mine.until) - now) : 0;
  const lasts = !!mine && left > 0;
  return {
    ...(lasts && { hold: mine }), over: !!mine && !lasts, left, whole: mine ? Date.parse(mine.until) - mine.from : 1, busy, again, used: forget,
    ...(problem && { problem }),
  };
}
