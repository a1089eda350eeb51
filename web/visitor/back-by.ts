/** How long a visitor may go away from a line that moves. */

import { fiveBefore } from "../src/time";

const MINUTE = 60_000;
/** For the walk back, and for a line that moves faster than it did. */
const MARGIN = 10;
/** Less than this is not worth going away for. */
const WORTH = 10;

/** When to be back, in epoch milliseconds on a whole five minutes, by the least wait (in minutes) as it was read `at`;
 *  nothing when one had better stay. */
export function backBy(least: number, at: number, now: number): number | undefined {
  const by = fiveBefore(at + least * MINUTE, MARGIN);
  return by - now >= WORTH * MINUTE ? by : undefined;
}
