/** Builds the six pages to static files; a page is built once its index.html exists. */
import { existsSync } from "node:fs";
import type { ProxyOptions } from "vite";
import { defineConfig } from "vitest/config";

const pages = { visitor: "index.html", staff: "staff/index.html", manager: "manager/index.html",
  ledger: "ledger/index.html",
  display: "display/index.html", kiosk: "kiosk/index.html" };

const present = Object.entries(pages).filter(([, page]) => existsSync(new URL(page, import.meta.url)));

/** The shared modules that the visitor's page needs; what only staff or devices need stays off visitors' phones. */
const VISITORS =
  /web\/src\/(ahead|api|broker|config|delay|draft|duration|guest|hooks|i18n|later|live|mqtt|once|packets|problem|server-time|sign|time|ui|words)\.tsx?$|web\/visitor\/(code|book\/pass)\.ts$|node_modules\/preact\//;

export default defineConfig({
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: Object.fromEntries(present),
      // One chunk of these: a phone far away pays for each request more than for a kilobyte.
      output: { codeSplitting: { groups: [{ name: "shared", test: VISITORS }] } },
    },
  },
  server: { host: "127.0.0.1", proxy: proxied(process.env.ANTREAN_SITE) },
  test: { include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"], environment: "node" },
});

/** While developing, the API and the configuration come from a running site, such as the local cloud's. */
function proxied(site: string | undefined): Record<string, ProxyOptions> {
  if (!site) return {};
  const target = { target: site, changeOrigin: true };
  return { "/api": target, "/config.json": target };
}
