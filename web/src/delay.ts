/** Waiting between tries: exponential with full jitter, so that a crowd does not come back at once. */

/** Milliseconds before try `n` (from 0): anywhere up to min(cap, first × 2ⁿ). */
export function jittered(n: number, first = 1000, cap = 60_000, random = Math.random): number {
  return random() * Math.min(cap, first * 2 ** n);
}

export const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
