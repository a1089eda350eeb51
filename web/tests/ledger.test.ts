/** The browser's check of the ledger, on the day that the product's own tests write (ledger-day.json). */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { outOfOrder } from "../ledger/src/audit";
import { passedAside } from "../ledger/src/audit-aside";
import { canonical, fault, hashOf, opens, rootsOf, sameRoots, sha256 } from "../ledger/src/chain";
import { numberOf } from "../ledger/src/check-form";
import { about, type Entry, type Ledger } from "../ledger/src/entries";
import { sentence } from "../ledger/src/story";

const day = JSON.parse(readFileSync(new URL("ledger-day.json", import.meta.url), "utf8")) as Ledger;
const changed = (change: (entries: Entry[]) => Entry[] | void): Ledger => {
  const copy = structuredClone(day);
  return { ...copy, entries: change(copy.entries) ?? copy.entries };
};

describe("the chain", () => {
  test("of a day as it was written is whole, and comes to its roots", async () => {
    expect(await fault(day)).toBeUndefined();
    expect(rootsOf(day.entries)).toEqual({ root: day.root, closed_root: day.closed_root, supplement_root: day.supplement_root });
  });

  test("shows any changed value at its entry", async () => {
    for (const [index, entry] of day.entries.entries())
      for (const name of Object.keys(entry) as (keyof Entry)[]) {
        const other = changed((entries) => { Object.assign(entries[index]!, { [name]: typeof entry[name] === "number" ? Number(entry[name]) + 1 : `${entry[name]}x` }); });
        expect(await fault(other), `${entry.seq} ${name}`).toBe(index + 1);
      }
  }, 60_000);

  test("shows what was left out, doubled, added or moved", async () => {
    expect(await fault(changed((entries) => entries.filter(({ seq }) => seq !== 5)))).toBe(5);
    expect(await fault(changed((entries) => entries.toSpliced(4, 0, entries[4]!)))).toBe(6);
    expect(await fault(changed((entries) => [...entries, { ...entries.at(-1)!, seq: entries.length + 1 }]))).toBe(day.entries.length + 1);
    expect(await fault(changed((entries) => entries.toSpliced(7, 2, entries[8]!, entries[7]!)))).toBe(8);
    expect(await fault(changed((entries) => entries.map((entry) => entry.seq === 9 ? { ...entry, note: "x" } as Entry : entry)))).toBe(9);
  });

  test("of one day cannot stand for another", async () => {
    expect(await fault({ ...day, day: "2026-03-03" })).toBe(1);
    expect(await fault({ ...day, epoch: 2 })).toBe(1);
  });

  test("has only corrections behind the close", async () => {
    const more = structuredClone(day);
    const last = more.entries.at(-1)!;
    last.kind = "call";
    last.hash = await hashOf(last);
    expect(await fault(more)).toBe(more.entries.length);
  });

  test("that was cut off comes to another root", () => {
    const cut = day.entries.slice(0, 20);
    expect(sameRoots(day, rootsOf(cut))).toBe(false);
    expect(rootsOf(cut)).toEqual({ root: cut.at(-1)!.hash });
    expect(rootsOf([])).toEqual({ root: "" });
  });

  test("is hashed as the product does it, byte for byte", async () => {
    expect(canonical({ b: [1, { z: null, a: "é–\u2028\"\n\u0001" }], a: true })).toBe('{"a":true,"b":[1,{"a":"é–\u2028\\"\\n\\u0001","z":null}]}');
    for (const entry of day.entries) expect(await hashOf(entry)).toBe(entry.hash);
  });
});

test("a code opens what its entry committed to, and nothing else", async () => {
  const entry = { ...day.entries[1]!, commitment: await sha256("7Q2M4XK9T0ZB6HVN|2|kiosk-rsud-1|elderly") };
  const opened = { seq: 2, hash: entry.hash, by: "kiosk-rsud-1", priority: "elderly" };
  expect(await opens("7Q2M4XK9T0ZB6HVN", opened, entry)).toBe(true);
  expect(await opens("7Q2M4XK9T0ZB6HVN", { ...opened, priority: "" }, entry)).toBe(false);
  expect(await opens("0Q2M4XK9T0ZB6HVN", opened, entry)).toBe(false);
  expect(await opens("7Q2M4XK9T0ZB6HVN", opened, { ...entry, hash: "0" })).toBe(false);
  expect(await opens("7Q2M4XK9T0ZB6HVN", opened, undefined)).toBe(false);
});

describe("the order", () => {
  test("is counted again as the product counts it", () => {
    expect(outOfOrder(day.entries)).toEqual([{ seq: 25, number: "A008", reason: "urgent", passed: ["A003", "A004", "A005", "A006", "A007"] }]);
  });

  test("without a reason shows whom a call passed over", () => {
    const silent = day.entries.map(({ reason: _, ...entry }) => entry);
    expect(outOfOrder(silent)).toEqual([{ seq: 25, number: "A008", reason: "", passed: ["A003", "A004", "A005", "A006", "A007"] }]);
  });

  test("blames no call of one who was sent to that counter, nor one who has not come", () => {
    const entry = (seq: number, kind: string, number: string, list: string, turn: number, counter = ""): Entry => ({ seq, at: "", kind, previous: "", hash: "", number, list, turn, counter });
    const takes = [entry(1, "take", "A001", "A.w", 1), entry(2, "take", "A002", "A.h", 2), entry(3, "transfer", "A003", "A@2.w", 3), entry(4, "take", "A004", "A.w", 4)];
    expect(outOfOrder([...takes, entry(5, "call", "A003", "A@2.w", 3, "2")])).toEqual([]);
    expect(outOfOrder([...takes, entry(5, "call", "A004", "A.w", 4, "2")])[0]?.passed).toEqual(["A001", "A003"]);
    expect(outOfOrder([...takes, entry(5, "call", "A004", "A.w", 4, "1")])[0]?.passed).toEqual(["A001"]);
  });
});

describe("a number that stood aside", () => {
  const entry = (seq: number, kind: string, number: string, turn: number, more: Partial<Entry> = {}): Entry =>
    ({ seq, at: "", kind, previous: "", hash: "", number, list: "A.w", turn, counter: "1", ...more });
  const called = [entry(1, "take", "A001", 1), entry(2, "take", "A002", 2), entry(3, "call", "A001", 1, { letters: ["A"] })];
  const then = entry(5, "call", "A002", 2, { counter: "2", letters: ["A"] });

  test.each([["hold", "resume", "hold", {}], ["no_show", "return", "return", {}], ["recall", "undo", "undo", { phase: "waiting" }], ["recall", "counter", "counter", { phase: "waiting" }]])(
    "by %s and came back by %s was passed meanwhile", (away, back, by, more) => {
      const entries = [...called, entry(4, away, "A001", 1), then, entry(6, back, "A001", 1, more)];
      expect(passedAside(entries)).toEqual([{ seq: 5, called: "A002", number: "A001", by }]);
      expect(outOfOrder(entries)).toEqual([]);
    });

  test("and was sent to a counter that closed was passed meanwhile", () => {
    const closed: Entry = { ...entry(6, "counter", "", 0, { counter: "3" }), moved: [{ number: "A001", state: "waiting", list: "A.w", turn: 1 }] };
    expect(passedAside([...called, entry(4, "transfer", "A001", 1, { list: "A@3.w", phase: "waiting" }), then, closed])).toMatchObject([{ seq: 5, by: "counter" }]);
  });

  test("was not passed by a counter of other services, nor when it came back with a later turn", () => {
    const hold = entry(4, "hold", "A001", 1);
    expect(passedAside([...called, hold, { ...then, letters: ["B"] }, entry(6, "resume", "A001", 1)])).toEqual([]);
    expect(passedAside([...called, hold, then, entry(6, "transfer", "A001", 9, { phase: "waiting" })])).toEqual([]);
    expect(passedAside([...called, hold, then])).toEqual([]);
  });
});

test("a call is compared over all services that its counter takes", () => {
  const entry = (seq: number, kind: string, number: string, list: string, more: Partial<Entry> = {}): Entry =>
    ({ seq, at: "", kind, previous: "", hash: "", number, list, turn: seq, ...more });
  const day = (letters: string[]) => [entry(1, "take", "B001", "B.w"), entry(2, "take", "A001", "A.w"), entry(3, "call", "A001", "A.w", { turn: 2, counter: "1", letters })];
  expect(outOfOrder(day(["A", "B"]))).toMatchObject([{ passed: ["B001"] }]);
  expect(outOfOrder(day(["A"]))).toEqual([]);
  expect(outOfOrder(day([]))).toEqual([]);
});

test.each([["A012", "A012"], ["a 12", "A012"], [" b-7 ", "B007"], ["A1234", "A1234"], ["I12", undefined], ["12", undefined], ["", undefined]])(
  "the number %j is read as %j", (text, number) => expect(numberOf(text)).toBe(number));

test("a number's story has each of its steps, also those of others that moved it", () => {
  const told = (number: string) => about(number, day.entries).map((entry) => sentence(entry, number, "Asia/Jakarta"));
  expect(told("A001")).toEqual([
    "Nomor diambil, giliran 09.00", "Dipanggil ke loket 1", "Dipanggil lagi ke loket 1", "Mulai dilayani di loket 1",
    "Lanjut: menunggu layanan B", "Dipanggil ke loket 2", "Selesai dilayani",
  ]);
  expect(told("A002").slice(-3)).toEqual(["Dipanggil ke loket 1", "Dipindahkan: menunggu layanan A, loket atau lantai 2", "Antrean ditutup, belum terlayani"]);
  expect(told("A003").slice(-3)).toEqual(["Loket tutup: kembali menunggu", "Antrean ditutup, belum terlayani", "Koreksi setelah tutup: Dilayani"]);
  expect(told("A008")).toContain("Langkah terakhir ditarik kembali: menunggu lagi");
});
