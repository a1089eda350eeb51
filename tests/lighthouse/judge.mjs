/** Lets Lighthouse judge pages: `node judge.mjs CHROMIUM CATEGORIES URL…` prints, by URL, scores, what cost points, and times. */
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, categories, ...urls] = process.argv.slice(2);
const onlyCategories = categories.split(",");
const TIMES = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];

const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"], logLevel: "silent" });
try {
  const judged = {};
  for (const url of urls) judged[url] = told(await lighthouse(url, { port: chrome.port, logLevel: "silent", output: "json" },
    { extends: "lighthouse:default", settings: { onlyCategories } }));
  console.log(JSON.stringify(judged));
} finally {
  chrome.kill();
}

function told({ lhr }) {
  if (lhr.runtimeError) throw new Error(`${lhr.requestedUrl}: ${lhr.runtimeError.message}`);
  return {
    scores: Object.fromEntries(Object.values(lhr.categories).map((one) => [one.id, Math.round(one.score * 100)])),
    lost: Object.values(lhr.categories).flatMap((one) => one.auditRefs)
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id }) => `${id}: ${lhr.audits[id].title}`),
    times: Object.fromEntries(TIMES.filter((id) => lhr.audits[id]).map((id) => [id, lhr.audits[id].numericValue])),
  };
}
