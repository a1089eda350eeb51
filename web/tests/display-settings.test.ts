/** What an office set its display to: lists with dates, and themes that can be read from afar. */

import { expect, test } from "vitest";
import { after } from "../display/src/film";
import { isBoard } from "../display/src/calls";
import { current } from "../display/src/settings";
import themes from "../display/src/themes.json";

const ITEMS = [
  { file: "always.webm" },
  { file: "march.webm", from: "2026-03-01", until: "2026-03-31" },
  { file: "later.png", from: "2026-04-01" },
];

test.each([
  ["2026-02-28", ["always.webm"]],
  ["2026-03-01", ["always.webm", "march.webm"]],
  ["2026-03-31", ["always.webm", "march.webm"]],
  ["2026-04-01", ["always.webm", "later.png"]],
])("on %s the list is %j", (day, files) => {
  expect(current(ITEMS, day).map(({ file }) => file)).toEqual(files);
});

test("after the last comes the first, and an empty list has a first place too", () => {
  expect([after(-1, 2), after(0, 2), after(1, 2), after(-1, 0)]).toEqual([0, 1, 0, 0]);
});

test.each([
  [{ day: "2026-03-02", calls: [], waiting: [], services: [] }, true],
  [{ day: "2026-03-02", calls: [], waiting: [] }, false],
  [{ day: "2026-03-02", calls: [null], waiting: [], services: [] }, false],
  [{ calls: [], waiting: [], services: [] }, false],
  [null, false],
  ["board", false],
])("%j is a board: %s", (what, is) => {
  expect(isBoard(what)).toBe(is);
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright! + 0.05) / (dark! + 0.05);
}

const READ = [["on-deep", "deep"], ["on-deep", "deeper"], ["sun", "deep"], ["ink", "paper"], ["ink", "card"], ["quiet", "paper"], ["quiet", "card"]];

test.each(Object.entries(themes).flatMap(([name, colours]) => READ.map(([ink, ground]) => ({ name, ink: ink!, ground: ground!, colours }))))(
  "$name: $ink on $ground can be read from the back row, 7:1", ({ ink, ground, colours }) => {
    const of = colours as Record<string, string>;
    expect(contrast(of[ink]!, of[ground]!)).toBeGreaterThanOrEqual(7);
  });

test("every theme has every colour", () => {
  const names = Object.values(themes).map((colours) => Object.keys(colours).sort().join());
  expect(new Set(names).size).toBe(1);
});
