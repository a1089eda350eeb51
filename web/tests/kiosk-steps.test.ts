/** A visit to the kiosk ends with a number that is seen, or with a calm sentence. */

import { expect, test } from "vitest";
import { closed } from "../kiosk/src/closed";
import { regionalOf, regionalText, speakRegional } from "../kiosk/src/regional";
import { answered, arrived, instead, seconds, type Step, type Wish } from "../kiosk/src/steps";
import { accepted, grouped } from "../kiosk/src/typed";
import { heard, type Heard } from "../kiosk/src/use-scanner";
import { t } from "../kiosk/src/words";

const wish: Wish = { id: "w", path: "take", body: { service: "igd" } };
const slip = { id: "w", number: "A001", code: "7Q2M4XK9T0ZB6HVN", printed: true };

test("a number is shown, a refusal is told, a late slip is waited for", () => {
  expect(answered(slip, wish)).toEqual({ at: "slip", slip });
  expect(answered({ refused: { type: "office-closed", title: "Kantor tutup" } }, wish)).toEqual({ at: "refused", title: "Kantor tutup", kind: "office-closed" });
  expect(answered({ refused: { type: "service-closed", title: "Tutup", detail: "Listrik padam" } }, wish)).toEqual({ at: "refused", title: "Tutup", detail: "Listrik padam", kind: "service-closed" });
  expect(answered({ waiting: true, id: "w" }, wish)).toEqual({ at: "waiting", id: "w" });
});

test("a slip that is waited for is shown; another's is not shown over a visitor's step", () => {
  const waiting: Step = { at: "waiting", id: "w" };

  expect(arrived(waiting, slip, true)).toEqual({ at: "slip", slip });
  expect(arrived(waiting, { ...slip, id: "other" }, false)).toBe(waiting);
});

test("a slip that came while nobody looked is shown once, at the start", () => {
  const start: Step = { at: "start" };

  expect(arrived(start, slip, false)).toEqual({ at: "slip", slip });
  expect(arrived(start, slip, true)).toBe(start);
});

test("a number that is not on paper stays longer on the screen", () => {
  expect(seconds({ at: "slip", slip })).toBe(15);
  expect(seconds({ at: "slip", slip: { ...slip, printed: false, fault: "paper-out" } })).toBe(60);
});

test.each([
  ["7q2m 4xk9-t0zb 6hvn", "7Q2M4XK9T0ZB6HVN"], ["oil", "011"], ["https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN", "7Q2M4XK9T0ZB6HVN"],
])("typed or scanned %s is read as %s", (text, code) => {
  expect(accepted(text)).toBe(code);
});

test("a scanner that types an address sign by sign leaves its code", () => {
  const typed = [..."https://antrean.example/#/b/7Q2M4XK9T0ZB6HVN"].reduce((code, sign) => accepted(code + sign), "");

  expect(typed).toBe("7Q2M4XK9T0ZB6HVN");
});

test("a code is shown in four groups", () => {
  expect(grouped("7Q2M4")).toEqual(["7Q2M", "4", "", ""]);
});

const office = {
  office: "rsud", name: { id: "RSUD", en: "RSUD" }, time_zone: "Asia/Jakarta", open: true, services: [], counters: [],
  hours: [0, 1, 2, 3, 4].map((day) => ({ day, open: "08:00", close: "15:00" })),
};

test("out of hours the kiosk is closed and says when it opens", () => {
  const monday0700 = Date.parse("2026-03-02T00:00:00Z");

  expect(closed(office, monday0700)).toEqual({ byHours: true, next: { day: 0, open: "08:00", today: true } });
});

test("an office that closed itself today is closed, a word of last night is not believed", () => {
  const monday0900 = Date.parse("2026-03-02T02:00:00Z");

  expect(closed({ ...office, open: false, at: "2026-03-02T01:30:00Z" }, monday0900)).toEqual({ byHours: false });
  expect(closed({ ...office, open: false, at: "2026-03-01T12:00:00Z" }, monday0900)).toBeNull();
});

test.each([
  ["office-closed", "insteadClosed", true], ["service-closed", "insteadClosed", true], ["too-many", "insteadFull", true],
  ["unknown-booking", "insteadCode", false], ["too-early", "insteadEarly", false], ["booking-expired", "insteadAnew", false], ["busy", "refusedHint", false],
])("after %s the visitor is told what to do instead", (kind, word, phone) => {
  expect(instead(kind)).toEqual({ word, phone });
});

const typed = (keys: string[], apart: number) => {
  let known: Heard & { code?: string } = { text: "", at: 0 };
  keys.forEach((key, n) => (known = heard(known, key, 1000 + n * apart)));
  return known.code;
};
const SCANNED = [..."https://antrean.example/#/b/7q2m4xk9t0zb6hvn", "Enter"];

test("a scanner that types is a code at the start too; a person who types slowly is none", () => {
  expect(typed(SCANNED, 4)).toBe("7Q2M4XK9T0ZB6HVN");
  expect(typed(SCANNED, 300)).toBeUndefined();
  expect(typed([..."7Q2M", "Enter"], 4)).toBeUndefined();
  expect(typed(["Shift", ...SCANNED], 4)).toBe("7Q2M4XK9T0ZB6HVN");
});

test("a regional language has texts that Indonesian has, with as many values, and nothing else", () => {
  const known = t.both.id as Record<string, unknown>;
  for (const [key, text] of Object.entries(regionalOf("jv")!.texts)) {
    expect(known, key).toHaveProperty(key);
    const values = typeof known[key] === "function" ? (known[key] as (...words: unknown[]) => string).length : 0;
    expect(new Set(text.match(/\{\d\}/g)).size, key).toBe(values);
  }
});

test("what a regional language does not say is said in Indonesian", () => {
  speakRegional("jv");
  expect(t("waiting", 3)).toBe("3 ngentosi");
  expect(t("pinTitle")).toBe("PIN petugas");
  speakRegional("");
  expect(t("waiting", 3)).toBe("3 menunggu");
  expect(regionalText("waiting", [3])).toBeUndefined();
  expect(regionalOf("xx")).toBeUndefined();
});
