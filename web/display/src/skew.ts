/** How far this display's clock is from the cloud's, learnt from the messages: a TV's clock is often wrong. */

/** So many messages must agree before the clock counts as fast: a single one may only have come late. */
const AGREED = 3;

/** This clock as it was when the page began, running on steadily: one that is set right later does not jump. */
const begun = Date.now() - performance.now();
export const steady = (): number => begun + performance.now();

export interface Skew {
  /** A message that was made at `at` came at `now`, on this clock; the same message again teaches nothing. */
  hear(at: string, now: number): void;
  /** The cloud's time when this clock says `now`, at most the messages' shortest way early. */
  cloud(now: number): number;
}

export function learnSkew(): Skew {
  const heard = new Set<string>();
  let least = Infinity;
  return {
    hear(at, now) {
      if (heard.has(at)) return;
      if (heard.size < AGREED) heard.add(at);
      least = Math.min(least, now - Date.parse(at));
    },
    cloud(now) {
      if (least === Infinity) return now;
      // No message comes before it was made, so this clock is slow at once; fast only when all messages seem late.
      return least < 0 || heard.size >= AGREED ? now - least : now;
    },
  };
}
