import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = ["src/style.css", "visitor/visitor.css"].map((file) => readFileSync(file, "utf8")).join("\n").replace(/\/\*[^]*?\*\//g, "");
const screen = css.slice(0, css.indexOf("@media print"));
const declared = (name: string) => [...screen.matchAll(new RegExp(`(?:^|[{;\\s])${name}:\\s*([^;}]+)`, "g"))].map(([, value]) => value!);

test("nothing is wider than a finger by a fixed length, so that 320 pixels and 200 % zoom are enough", () => {
  const fixed = ["width", "min-width"].flatMap(declared).flatMap((value) => [...value.matchAll(/([\d.]+)px/g)].map(([, px]) => Number(px)));
  expect(fixed.filter((px) => px > 48)).toEqual([]);
});

test("text grows with the reader's own size", () => {
  expect(declared("font-size").filter((value) => /\dpx/.test(value))).toEqual([]);
});

test("what has the focus is seen to have it, but for the page itself", () => {
  const unseen = [...screen.matchAll(/([^{}]+)\{[^}]*outline:\s*(?:0|none)[^}]*\}/g)].map(([, selector]) => selector!.trim());
  expect(unseen).toEqual(['[tabindex="-1"]:focus', "main:focus"]);
});

test("motion stops for who asks for it", () => {
  expect(screen).toContain("prefers-reduced-motion: reduce");
});

test("a finger meets 48 pixels", () => {
  expect(screen).toContain("--tap: 48px");
  expect([...screen.matchAll(/min-height:\s*([\d.]+)px/g)].map(([, px]) => Number(px)).filter((px) => px < 48)).toEqual([]);
});
