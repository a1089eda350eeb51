/** What the kiosk's agent knows, as it changes. */

import { useEffect, useState } from "preact/hooks";
import { isWithoutAgent, listen, type AgentState, type Slip } from "../../src/agent";
import { later } from "../../src/live";

export type Known = Partial<AgentState> & {
  /** When what is shown was last known to be so, in epoch milliseconds. */
  asOf: number;
  /** This page was opened from the site, where there is no kiosk. */
  elsewhere?: boolean;
};

/** The agent's state; slips that come by themselves are handed to `onSlip`. */
export function useAgent(onSlip: (slip: Slip) => void): Known {
  const [known, set] = useState<Known>({ live: false, asOf: 0 });
  useEffect(() => listen({ onState: (news) => set((before) => merged(before, news, Date.now())), onSlip }), []);
  useEffect(() => void isWithoutAgent().then((elsewhere) => elsewhere && set((before) => ({ ...before, elsewhere }))), []);
  useEffect(() => {
    if (known.slip) onSlip(known.slip);
  }, [known.slip?.id]);
  return known;
}

/** An older board alone never replaces a later one, the agent's whole state does; what was known stays known while the link is down. */
export function merged(before: Known, news: Partial<AgentState>, now: number): Known {
  const next: Known = { ...before, ...news, board: before.board, catalogue: news.catalogue ?? before.catalogue };
  const isWhole = news.live !== undefined;
  if (news.board && (isWhole || later(news.board, before.board ?? undefined))) next.board = news.board;
  next.asOf = next.live || before.live ? now : before.asOf || Date.parse(news.board?.at ?? "") || 0;
  return next;
}
