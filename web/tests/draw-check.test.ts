import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type DrawList, type Entry, faultOf, joined, sealOf } from "../visitor/rush/check";
import { sha256 } from "../visitor/rush/sha256";

// Made by the functions' own code: twelve people, seven entries, six places; one person withdrew.
const list = joined([JSON.parse(readFileSync("tests/draw-list.json", "utf8")) as DrawList]);
const changed = (change: (list: DrawList) => void) => {
  const other = structuredClone(list);
  change(other);
  return other;
};
const first = Object.entries(list.entries).find(([, one]) => one.rank === 1)!;
const last = Object.entries(list.entries).find(([, one]) => one.rank === 7)!;

test.each([0, 1, 33, 55, 56, 63, 64, 65, 97, 119, 120, 1000, 100_000])("%i bytes have the hash that others compute", (length) => {
  const bytes = Uint8Array.from({ length }, (_, n) => (n * 31 + 7) % 251);
  expect(Buffer.from(sha256(bytes)).toString("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("a draw that went by its rule has no fault", async () => {
  const shares: number[] = [];
  expect(await faultOf(list, {}, (share) => shares.push(share))).toBeUndefined();
  expect(shares.at(-1)).toBe(1);
});

test.each<[string, string, (list: DrawList) => void]>([
  ["another seed", "seed", (of) => (of.seed = "0".repeat(64))],
  ["a wish that was changed afterwards", "sealed", (of) => (of.entries[first[0]]!.wishes = ["2026-03-30T09:00"])],
  ["one place more", "sealed", (of) => (of.places["2026-03-30T08:00"] = 3)],
  ["somebody who came later", "sealed", (of) => (of.people["0".repeat(64)] = 1)],
  ["two who changed ranks", "order", (of) => ([of.entries[first[0]]!.rank, of.entries[last[0]]!.rank] = [7, 1])],
  ["somebody given another slot", "order", (of) => (of.entries[first[0]]!.slot = "2026-03-30T09:00")],
  ["somebody given nothing", "order", (of) => delete of.entries[first[0]]!.slot],
  ["places that the office took away", "gone", (of) => (of.entries[first[0]]!.gone = true)],
  ["something else than a list", "shape", (of) => (of.entries = null as unknown as Record<string, Entry>)],
])("%s is found", async (_, fault, change) => {
  expect(await faultOf(changed(change), {})).toBe(fault);
});

const withdrawn = Object.keys(list.people).find((leaf) => !list.entries[leaf] && !Object.values(list.entries).some((one) => one.members?.includes(leaf)))!;
test.each<[string, string, (list: DrawList) => void]>([
  ["somebody who was added after the last checkpoint", "people", (of) => (of.people["0".repeat(64)] = 1)],
  ["somebody who was taken out", "people", (of) => delete of.people[withdrawn]],
  ["somebody who is in no checkpoint", "people", (of) => (of.people[withdrawn] = 3)],
  ["somebody who is on two entries", "twice", (of) => (of.entries[first[0]]!.members = [last[0]])],
  ["a root of other people", "root", (of) => (of.root = "0".repeat(64))],
])("%s is found even under a new seal", async (_, fault, change) => {
  const other = changed(change);
  other.sealed = sealOf(other);
  expect(await faultOf(other, {})).toBe(fault);
});

test("a draw that was written anew as a whole differs from what was published before", async () => {
  expect(await faultOf(list, { commit: list.commit, root: list.root })).toBeUndefined();
  expect(await faultOf(list, { commit: "0".repeat(64) })).toBe("published");
});
