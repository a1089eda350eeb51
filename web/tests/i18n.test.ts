import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { words } from "../src/words";
import { t as book } from "../visitor/book/words";
import { t as booking } from "../visitor/booking/words";
import { t as rush } from "../visitor/rush/words";
import { t as survey } from "../visitor/survey/words";
import { t as visitor } from "../visitor/words";

const SAMPLE = ["7", "12", "x"];
const texts = (entries: object) =>
  Object.entries(entries).map(([key, entry]) => [key, typeof entry === "function" ? String(entry(...SAMPLE)) : String(entry)] as const);

const dictionaries = { words, visitor, book, booking, rush, survey };
const both = Object.values(dictionaries).map((one) => one.both);
const indonesian = both.flatMap((one) => texts(one.id));
const all = [...indonesian, ...both.flatMap((one) => texts(one.en))];

test.each(Object.entries(dictionaries))("English has every text that Indonesian has: %s", (_, { both: { id, en } }) => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
});

test("every text says something", () => {
  expect(all.filter(([, text]) => !text.trim())).toEqual([]);
});

test("a sentence has at most fifteen words", () => {
  expect(all.filter(([, text]) => text.split(/[.?!:]\s/).some((sentence) => sentence.split(/\s+/).length > 15))).toEqual([]);
});

test("Indonesian is spelt as the dictionary spells it", () => {
  expect(indonesian.filter(([, text]) => /antri|silahkan|nomer|ijin|konter/i.test(text))).toEqual([]);
});

test("every text is shown somewhere", () => {
  const sources = ["src", "visitor"].flatMap((room) => readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /tsx?$/.test(name) && !name.endsWith("words.ts")).map((name) => readFileSync(`${room}/${name}`, "utf8"))).join("\n");
  const shown = (key: string) => sources.includes(`"${key}"`) || /^(state|booking|face|who|fault)_?|^(elderly|disabled|pregnant|infant|minutes)/.test(key);
  expect(both.flatMap((one) => Object.keys(one.id)).filter((key) => !shown(key))).toEqual([]);
});
