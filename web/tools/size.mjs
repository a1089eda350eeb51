/** Weighs the visitor's first load as it goes over the wire; ends with 1 when it is over budget. */
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
// The list of offices and the service worker follow the built files.
const FOLLOWS = ["sw.js"];
const OFFICES = { requests: 1, bytes: 1500 };
const BUDGET = { "first load, bytes": 60 * 1024, "JS, bytes": 30 * 1024, "CSS, bytes": 10 * 1024, requests: 6 };

const read = (name) => readFileSync(new URL(name, DIST));
const weigh = (name) => gzipSync(read(name), { level: 9 }).length;

/** A script and all that it imports before it runs; what it imports later is not part of the first load. */
function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, from] of read(name).toString().matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) withImports(`assets/${from}`, seen);
  return seen;
}

if (!existsSync(new URL("index.html", DIST))) {
  console.error("There is no dist/index.html: run `npm run build` first.");
  process.exit(1);
}
const html = read("index.html").toString();
const linked = [...html.matchAll(/(?:src|href)="\/(assets\/[\w.-]+)"/g)].map(([, name]) => name);
const scripts = new Set(linked.filter((name) => name.endsWith(".js")).flatMap((name) => [...withImports(name)]));
const styles = new Set(linked.filter((name) => name.endsWith(".css")));
const files = ["index.html", ...styles, ...scripts, ...FOLLOWS];

for (const name of files) console.log(`${String(weigh(name)).padStart(7)}  ${name}`);
const total = (names) => [...names].reduce((sum, name) => sum + weigh(name), 0);
const measured = {
  "first load, bytes": total(files) + OFFICES.bytes, "JS, bytes": total(scripts), "CSS, bytes": total(styles),
  requests: files.length + OFFICES.requests,
};
let over = false;
for (const [what, most] of Object.entries(BUDGET)) {
  over ||= measured[what] > most;
  console.log(`${what}: ${measured[what]} of ${most}${measured[what] > most ? "  OVER BUDGET" : ""}`);
}
process.exit(over ? 1 : 0);
