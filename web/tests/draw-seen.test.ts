import { beforeEach, expect, test, vi } from "vitest";
import type { Draw } from "../src/types";
import { firstSeen, isSame } from "../visitor/rush/seen";
import { storage } from "./stand-ins";

const announced = { day: "2026-03-30", opens: "", closes: "", state: "announced", commit: "c1", entries: 0 } as Draw;

beforeEach(() => void vi.stubGlobal("localStorage", storage()));

test("what a phone saw first of a draw stays, and what is published later is added", () => {
  firstSeen("imigrasi", "paspor", announced);
  expect(firstSeen("imigrasi", "paspor", { ...announced, state: "drawn", root: "r1", seed: "s1" })).toEqual({ commit: "c1", root: "r1", seed: "s1" });
});

test("a commit that changed after it was seen is noticed", () => {
  firstSeen("imigrasi", "paspor", announced);
  const rewritten = { ...announced, commit: "c2" };
  expect(isSame(rewritten, firstSeen("imigrasi", "paspor", rewritten))).toBe(false);
  expect(isSame(announced, firstSeen("imigrasi", "paspor", announced))).toBe(true);
});
