/** Lets the pages that were seen open without a connection. */

/** Registers the service worker and tells it what this page is made of. */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  const worker = (await navigator.serviceWorker.ready).active;
  const own = performance.getEntriesByType("resource").map((entry) => entry.name)
    .filter((url) => url.startsWith(`${location.origin}/assets/`) || url.startsWith(`${location.origin}/api/offices`));
  worker?.postMessage([`${location.origin}/`, ...own]);
}
