/** A display speaks although its clock is wrong, and keeps silent about what is really old. */

import { expect, test } from "vitest";
import { learnSkew } from "../display/src/skew";

const CLOUD = Date.parse("2026-03-02T02:00:00Z");
const stamp = (seconds: number) => new Date(CLOUD + seconds * 1000).toISOString();

test("a right clock is left alone, also when the first board is an old one", () => {
  const skew = learnSkew();
  skew.hear(stamp(-300), CLOUD);

  expect(skew.cloud(CLOUD)).toBe(CLOUD);
});

test("a clock that is an hour fast is found by three messages that agree", () => {
  const skew = learnSkew();
  const fast = 3_600_000;
  for (const second of [0, 1, 2]) skew.hear(stamp(second), CLOUD + second * 1000 + fast + 50);

  expect(skew.cloud(CLOUD + fast)).toBe(CLOUD - 50);
});

test("a clock that is slow is found at once", () => {
  const skew = learnSkew();
  skew.hear(stamp(0), CLOUD - 600_000);

  expect(skew.cloud(CLOUD - 600_000)).toBe(CLOUD);
});

test("the same board again teaches nothing", () => {
  const skew = learnSkew();
  for (const late of [0, 60, 120]) skew.hear(stamp(-300), CLOUD + late * 1000);

  expect(skew.cloud(CLOUD)).toBe(CLOUD);
});
