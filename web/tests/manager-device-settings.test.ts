/** What a manager sets on a kiosk or display: only what was changed is said. */

import { expect, test } from "vitest";
import { changes, formOf, UNSET } from "../manager/src/device-settings";

const kept = { settings: { volume: 40, running: [{ id: "Tutup besok", until: "2026-03-03" }], emergency: {} }, taken: true, refused: {} };
const before = formOf(kept);

test("what was never set from afar is said to be as installed, and not set by looking at it", () => {
  expect([before.theme, before.voices, before.language]).toEqual([UNSET, UNSET, UNSET]);
  expect(changes(before, before, "display")).toEqual({});
  expect(changes(before, before, "kiosk")).toEqual({});
});

test("a display is told of what was changed alone", () => {
  expect(changes({ ...before, volume: "70", voices: "id,en" }, before, "display")).toEqual({ volume: 70, voices: ["id", "en"] });
  expect(changes({ ...before, voices: "" }, before, "display")).toEqual({ voices: [] });
});

test("running texts without words are left out, and those that go are gone", () => {
  const running = [...before.running, { id: " ", en: "x" }, { id: " Bawa KTP ", en: "" }];
  expect(changes({ ...before, running }, before, "display")).toEqual({ running: [{ id: "Tutup besok", until: "2026-03-03" }, { id: "Bawa KTP" }] });
  expect(changes({ ...before, running: [] }, before, "display")).toEqual({ running: [] });
});

test("a kiosk's PIN is said only when one is typed", () => {
  expect(changes({ ...before, pin: "4821", contrast: "yes" }, before, "kiosk")).toEqual({ contrast: true, staff_pin: "4821" });
});

test("what is switched off from afar is not what was never chosen", () => {
  expect([before.contrast, before.regional]).toEqual([UNSET, UNSET]);
  const off = formOf({ settings: { contrast: false, regional: "" }, taken: true, refused: {} });
  expect([off.contrast, off.regional]).toEqual(["no", "no"]);
  expect(changes({ ...before, contrast: "no", regional: "no" }, before, "kiosk")).toEqual({ contrast: false, regional: "" });
});
