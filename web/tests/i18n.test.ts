import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { words } from "../src/words";
import { t } from "../visitor/words";

const SAMPLE = ["7", "12", "x"];
const texts = (entries: object) =>
  Object.entries(entries).map(([key, entry]) => [key, typeof entry === "function" ? String(entry(...SAMPLE)) : String(entry)] as const);

const all = [...texts(t.both.id), ...texts(words.both.id), ...texts(t.both.en), ...texts(words.both.en)];
const indonesian = [...texts(t.both.id), ...texts(words.both.id)];

test("English has every text that Indonesian has", () => {
  expect(Object.keys(t.both.en).sort()).toEqual(Object.keys(t.both.id).sort());
  expect(Object.keys(words.both.en).sort()).toEqual(Object.keys(words.both.id).sort());
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
  const sources = ["src", "visitor"].flatMap((room) => readdirSync(room).filter((name) => /tsx?$/.test(name) && name !== "words.ts")
    .map((name) => readFileSync(`${room}/${name}`, "utf8"))).join("\n");
  const shown = (key: string) => sources.includes(`"${key}"`) || /^(state|booking|face|elderly|disabled|pregnant|infant|name|nik|minutes)/.test(key);
  expect([...Object.keys(t.both.id), ...Object.keys(words.both.id)].filter((key) => !shown(key))).toEqual([]);
});
