/** The server's time, as its answers say it: a desk's own clock is often wrong, its timers and countdowns must not be. */

/** So many of the last answers are compared; a cached or slow one only ever seems too early. */
const KEPT = 8;
/** A clock this near is right: the header counts whole seconds. */
const NEAR_MS = 2000;

let ahead: number[] = [];

/** An answer that the server dated so came at `now` of this clock. */
export function heard(date: string | null, now = Date.now()): void {
  const at = date ? Date.parse(date) : NaN;
  if (!Number.isNaN(at)) ahead = [...ahead, at - now].slice(-KEPT);
}

/** The server's time in epoch milliseconds when this clock says `now`. */
export function serverTime(now = Date.now()): number {
  const by = ahead.length ? Math.max(...ahead) : 0;
  return Math.abs(by) < NEAR_MS ? now : now + by;
}
