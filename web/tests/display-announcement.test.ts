/** A call is spoken as Indonesians say numbers. */

import { expect, test } from "vitest";
import { announcement, cardinal, counted } from "../display/src/announcement";

test("a call is spoken digit by digit, then the counter", () => {
  expect(announcement("A001", "2")).toEqual(
    ["chime", "nomor-antrean", "a", "nol", "nol", "satu", "silakan-menuju", "loket", "dua"]);
});

test.each([
  [0, "nol"], [9, "sembilan"], [10, "sepuluh"], [11, "sebelas"], [12, "dua belas"], [19, "sembilan belas"],
  [20, "dua puluh"], [21, "dua puluh satu"], [100, "seratus"], [101, "seratus satu"], [111, "seratus sebelas"],
  [200, "dua ratus"], [999, "sembilan ratus sembilan puluh sembilan"],
])("%i is spoken %s", (value, words) => {
  expect(cardinal(value).join(" ")).toBe(words);
});

test.each([
  ["12", ["dua", "belas"]], ["3b", ["tiga", "b"]], ["igd-1", ["i", "g", "d", "satu"]], ["007", ["nol", "nol", "tujuh"]], ["1204", ["satu", "dua", "nol", "empat"]],
])("counter %s is spoken in parts", (counter, clips) => {
  expect(counted(counter)).toEqual(clips);
});

test("signs that nobody speaks are left out", () => {
  expect(announcement("C-12", "1").slice(2, 5)).toEqual(["c", "satu", "dua"]);
});

test("a number that was taken without a link is spoken sign by sign", () => {
  expect(announcement("K2-017", "3")).toEqual(
    ["chime", "nomor-antrean", "k", "dua", "nol", "satu", "tujuh", "silakan-menuju", "loket", "tiga"]);
});

test("a second reading in English follows the first, after one chime", () => {
  expect(announcement("A1", "12", ["id", "en"])).toEqual(
    ["chime", "nomor-antrean", "a", "satu", "silakan-menuju", "loket", "dua", "belas",
      "en/nomor-antrean", "en/a", "en/satu", "en/silakan-menuju", "en/loket", "en/satu", "en/dua"]);
});

test("without any voice there is the chime", () => {
  expect(announcement("A001", "1", [])).toEqual(["chime"]);
});
