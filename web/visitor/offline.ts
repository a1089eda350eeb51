/** Lets the pages that were seen open without a connection, and those that a visitor may come to. */

import { sleep } from "../src/delay";
import { language } from "../src/i18n";

const CALM = 3000;

/** Registers the service worker and tells it what this page is made of. */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  const worker = (await navigator.serviceWorker.ready).active;
  tell(worker);
  // What this page still reads comes first; then what it is made of is known whole.
  await sleep(CALM);
  tell(worker);
  // What can be put on the phone's first screen is an office's page, not a ticket's.
  while (!location.hash.startsWith("#/o/")) await new Promise((gone) => addEventListener("hashchange", gone, { once: true }));
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: "/manifest.webmanifest" }));
}

function tell(worker: ServiceWorker | null): void {
  const own = performance.getEntriesByType("resource").map((entry) => entry.name)
    .filter((url) => url.startsWith(`${location.origin}/assets/`) || url.startsWith(`${location.origin}/api/offices`));
  worker?.postMessage({ language: language(), urls: [`${location.origin}/`, ...own] });
}
