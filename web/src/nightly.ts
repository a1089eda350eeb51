/** Screens that run for months load themselves anew each night, so that a new version of the page reaches them. */

const HOUR = 3;
const LOOKS_EVERY_MS = 10 * 60_000;
const NOT_BEFORE_MS = 2 * 3_600_000;

/** Reloads in the fourth hour of the night, but only when the page is there to be loaded and nobody uses it. */
export function reloadNightly(isIdle: () => boolean, started = Date.now()): void {
  setInterval(async () => {
    if (!isDue(new Date(), started) || !isIdle()) return;
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (answer?.ok && isIdle()) location.reload();
  }, LOOKS_EVERY_MS);
}

/** Whether it is that hour, and the page not fresh from the last reload. */
export function isDue(now: Date, started: number): boolean {
  return now.getHours() === HOUR && now.getTime() - started > NOT_BEFORE_MS;
}
