/** The staff page's texts: complete in both languages, short, and all of them shown. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { t } from "../staff/src/words";

const SAMPLE = ["7", "12"];
const texts = (entries: object) =>
  Object.entries(entries).map(([key, entry]) => [key, typeof entry === "function" ? String(entry(...SAMPLE)) : String(entry)] as const);
const all = [...texts(t.both.id), ...texts(t.both.en)];

test("English has every text that Indonesian has, and each says something", () => {
  expect(Object.keys(t.both.en).sort()).toEqual(Object.keys(t.both.id).sort());
  expect(all.filter(([, text]) => !text.trim())).toEqual([]);
});

test("a sentence has at most fifteen words", () => {
  expect(all.filter(([, text]) => text.split(/[.?!:]\s/).some((sentence) => sentence.split(/\s+/).length > 15))).toEqual([]);
});

test("Indonesian is spelt as the dictionary spells it", () => {
  expect(texts(t.both.id).filter(([, text]) => /antri|silahkan|nomer|ijin|konter/i.test(text))).toEqual([]);
});

test("every text is shown somewhere", () => {
  const sources = readdirSync("staff/src").filter((name) => /tsx?$/.test(name) && name !== "words.ts")
    .map((name) => readFileSync(`staff/src/${name}`, "utf8")).join("\n");

  expect(Object.keys(t.both.id).filter((key) => !sources.includes(`"${key}"`))).toEqual([]);
});
