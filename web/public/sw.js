/** Keeps the visitor's page and the offices' data for when the link is down. Tickets are kept by the page itself. */

const CACHE = "antrean-1";
const KEPT = 60;
const PATIENCE = 4000;
// Boards and slots are only true now, so they are never answered from the cache.
const ours = (url) =>
  url.origin === location.origin &&
  (url.pathname === "/" || url.pathname.startsWith("/assets/") || /^\/api\/offices(\/[\w-]+)?$/.test(url.pathname));

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    // Asked for in the page's own language, what the page has just read comes from the browser's cache.
    const headers = { "Accept-Language": event.data.language };
    for (const url of event.data.urls) if (ours(new URL(url)) && !(await cache.match(url))) await cache.add(new Request(url, { headers })).catch(() => undefined);
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - KEPT)).map((key) => cache.delete(key)));
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !ours(url)) return;
  event.respondWith(url.pathname.startsWith("/assets/") ? keptFirst(event.request) : newestFirst(event.request));
});

/** Built files carry a hash in their name, so a kept one is the right one. */
async function keptFirst(request) {
  return (await caches.match(request)) ?? keep(request, await fetch(request));
}

/** The newest within four seconds; on a link that hangs or is lost, what was kept, in another language if need be. */
async function newestFirst(request) {
  const fresh = fetch(request).then((answer) => keep(request, answer));
  const kept = (await caches.match(request)) ?? (await caches.match(request, { ignoreVary: true }));
  if (!kept) return fresh;
  const patience = new Promise((done) => setTimeout(() => done(kept.clone()), PATIENCE));
  return Promise.race([fresh, patience]).catch(() => kept);
}

async function keep(request, answer) {
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
