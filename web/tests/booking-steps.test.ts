import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../src/problem";
import type { Office, Service, SpecialDay } from "../src/types";
import { type Aim, beside, linkTo, routed, stepsOf } from "../visitor/book/aim";
import { type Asked, bodyOf, familyPages, faultIn, valueOf, withValue } from "../visitor/book/asked";
import { openDays } from "../visitor/book/open-days";
import { dropPass, isAdmitted, keepPass, passOf } from "../visitor/book/pass";
import { rushed } from "../visitor/book/release";
import { refusedField, unready } from "../visitor/book/to-fix";
import { faultsOf } from "../visitor/book/wait";
import { storage } from "./stand-ins";

beforeEach(() => {
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("sessionStorage", storage());
});

const place = { office: "imigrasi", service: "paspor" };
const passport = { id: "paspor", requires: ["KTP"], asks: ["nik"] as string[] } as Service;
const emergency = { id: "igd", requires: [] as string[] } as Service;
const alone: Asked = { who: "self", size: 2, name: "Siti", nik: "1871012345678901", phone: "", members: [] };
const family: Asked = { ...alone, who: "family", size: 5 };

test.each([
  [[], "place", undefined], [["bring"], "bring", undefined], [["2026-03-02T09:40"], "details", "2026-03-02T09:40"],
  [["2026-03-02T09:40", "review"], "review", "2026-03-02T09:40"], [["2026-03-02T09:40", "what"], "details", "2026-03-02T09:40"],
])("of a booking %j is the step %s", (parts, step, at) => {
  expect(routed({ ...place, goal: "book" }, parts)).toEqual({ aim: { ...place, goal: "book", ...(at && { at }) }, step });
});

test("each step's link leads to that step", () => {
  const aims: Aim[] = [{ ...place, goal: "book", at: "2026-03-02T09:40" }, { ...place, goal: "wait" }, { ...place, goal: "draw", at: "2026-03-30" }];
  for (const aim of aims) for (const step of ["bring", "who", "place", "details", "family", "family2", "review"] as const) {
    const [, , , , goal, ...parts] = linkTo(aim, step).split("/").map(decodeURIComponent);
    expect(routed({ ...place, goal: goal as Aim["goal"] }, parts).step).toBe(step);
  }
});

test("a service that needs no documents asks for no ticks, and one visitor for no family", () => {
  expect(stepsOf(emergency, alone)).toEqual(["who", "place", "details", "review"]);
  expect(stepsOf(passport, family)).toEqual(["bring", "who", "place", "details", "family", "family2", "review"]);
  expect(beside(stepsOf(passport, alone), "details")).toBe("review");
  expect(beside(stepsOf(passport, alone), "bring", -1)).toBeUndefined();
});

test.each([[2, passport, [[0]]], [4, passport, [[0, 1], [2]]], [5, passport, [[0, 1], [2, 3]]], [5, emergency, [[0, 1, 2, 3]]]])(
  "a family of %i is asked for on pages of at most six fields", (size, service, pages) => {
    expect(familyPages({ ...family, size }, service)).toEqual(pages);
  });

test("what is typed for a member stays with that member", () => {
  const typed = withValue(withValue(family, "members.2.name", "Adi"), "name", "Ani");
  expect([valueOf(typed, "members.2.name"), valueOf(typed, "members.0.name"), valueOf(typed, "name")]).toEqual(["Adi", "", "Ani"]);
});

test("where a NIK is required, it is everyone's", () => {
  expect(faultIn(family, "members.0.nik", passport)).toBe("Orang ke-2: NIK terdiri dari 16 angka.");
  expect(faultIn(alone, "nik", passport)).toBeUndefined();
  expect(faultIn(alone, "phone", { ...passport, asks: ["phone"] })).toContain("Nomor HP");
});

test("what nobody asks for is not sent", () => {
  expect(bodyOf(alone, emergency)).toEqual({ service: "igd", language: "id", visitor: { name: "Siti" } });
  expect(bodyOf({ ...family, size: 3 }, emergency)).toEqual({ service: "igd", language: "id", visitor: { name: "Siti" }, party: 3 });
});

test("a family is sent with its members, a representative as one who stands for another", () => {
  const members = [{ name: "Adi", nik: "1871012345678902" }, { name: "", nik: "1871012345678903" }, { name: "left over", nik: "" }];
  expect(bodyOf({ ...family, size: 3, members }, passport)).toEqual({
    service: "paspor", language: "id", visitor: { name: "Siti", nik: "1871012345678901" }, party: 3,
    members: [{ name: "Adi", nik: "1871012345678902" }, { nik: "1871012345678903" }],
  });
  expect(bodyOf({ ...alone, who: "other" }, emergency)).toMatchObject({ for: "other" });
  expect(bodyOf({ ...alone, nik: " 1871 0123 4567 8901 " }, passport).visitor).toMatchObject({ nik: "1871012345678901" });
});

test("days are offered as far ahead as the office says; a closed one says why", () => {
  const office = {
    time_zone: "Asia/Jakarta", booking: { days: 8 }, hours: [0, 1, 2, 3, 4].map((day) => ({ day, open: "08:00", close: "15:00" })),
    special: [{ day: "2026-03-03", why: "Nyepi", hours: [] }, { day: "2026-03-07", why: "Sabtu buka", hours: [{ open: "08:00", close: "12:00" }] }],
  } as unknown as Office;
  const days = openDays(office, { special: [{ day: "2026-03-05", why: "Alat diperbaiki", hours: [] }] as SpecialDay[] } as Service, Date.parse("2026-03-02T09:00+07:00"));
  expect(days.length).toBe(9);
  expect(days.filter((day) => day.why)).toEqual([
    { date: "2026-03-03", open: false, why: "Nyepi" }, { date: "2026-03-05", open: false, why: "Alat diperbaiki" }]);
  expect(days.map((day) => day.open)).toEqual([true, false, true, false, true, true, false, true, true]);
});

const at = (clock: string) => Date.parse(`2026-03-02T${clock}+07:00`);
const release = { opens: "2026-03-02T08:00:00+07:00", closes: "2026-03-02T08:30:00+07:00" };
test.each([
  ["room", "07:59", false, "shut"], ["room", "08:10", false, "shut"], ["room", "08:10", true, "open"], ["room", "08:30", false, "open"],
  ["draw", "08:10", true, "shut"], ["draw", "08:30", false, "open"],
] as const)("a day that opens by %s is at %s, with a pass: %s, %s", (mode, clock, pass, gate) => {
  if (pass) keepPass("imigrasi", "paspor", "2026-04-01", { pass: "p", came: 0, admitted_at: "2026-03-02T08:05:00+07:00", until: "2026-03-02T08:20:00+07:00" });
  expect(rushed("imigrasi", "paspor", "2026-04-01", { ...release, mode }, at(clock))).toBe(gate);
});

test("a pass is kept for its day and its time", () => {
  keepPass("imigrasi", "paspor", "2026-04-01", { pass: "p", came: 0, admitted_at: "2026-03-02T08:05:00+07:00", until: "2026-03-02T08:20:00+07:00" });
  const pass = passOf("imigrasi", "paspor", "2026-04-01", at("08:04"));
  expect([isAdmitted(pass, at("08:04")), isAdmitted(pass, at("08:05"))]).toEqual([false, true]);
  expect(passOf("imigrasi", "paspor", "2026-04-01", at("08:20"))).toBeUndefined();
  expect(passOf("imigrasi", "paspor", "2026-04-02", at("08:10"))).toBeUndefined();
});

test.each([["2026-03-05", "2026-03-09", []], ["2026-03-01", "2026-03-09", ["from"]], ["2026-03-09", "2026-03-05", ["to"]], ["", "", ["from", "to"]]])(
  "days that suit from %s to %s have the faults %j", (from, to, fields) => {
    expect(faultsOf({ any: false, from, to }, "2026-03-02", "2026-03-31").map((fault) => fault.field)).toEqual(fields);
  });

test("a pass whose turn is not settled lets nobody in, and can still be asked with later", () => {
  const early = { pass: "p", came: 0, admitted_at: "2026-03-02T08:01:00+07:00", until: "2026-03-02T08:11:00+07:00", settled: false };
  keepPass("imigrasi", "paspor", "2026-04-01", early);
  expect(isAdmitted(passOf("imigrasi", "paspor", "2026-04-01", at("08:05")), at("08:05"))).toBe(false);
  expect(passOf("imigrasi", "paspor", "2026-04-01", at("08:40"))?.pass).toBe("p");
  dropPass("imigrasi", "paspor", "2026-04-01");
  expect(passOf("imigrasi", "paspor", "2026-04-01", at("08:05"))).toBeUndefined();
});

const draft: Aim = { ...place, goal: "book", at: "2026-03-02T09:40" };
test.each([
  ["visitor.nik", "nik", "details"], ["visitor.phone", "phone", "details"], ["members.0.nik", "members.0.nik", "family"],
  ["members[3].nik", "members.3.nik", "family2"], ["members", "members", "family"], ["slot", "slot", "place"], ["party", "party", "who"],
])("a refusal of %s is put right at %s, on the page %s", (said, field, step) => {
  const refused = new Problem(422, "invalid", "Isian tidak benar", "Salah.", said);
  expect(refusedField(refused, family, passport, draft)).toEqual({ field, text: "Salah.", href: linkTo(draft, step as "who") });
});

test("a refusal of no field is shown as it is", () => {
  expect(refusedField(new Problem(409, "already-booked", "Sudah"), alone, passport, draft)).toBeUndefined();
});

test("who comes to the review by a link is told what is missing, and where", () => {
  const faults = unready({ ...family, size: 2, nik: "" }, passport, draft);
  expect(faults.map((fault) => [fault.field, fault.href])).toEqual([
    ["nik", linkTo(draft, "details")], ["members.0.nik", linkTo(draft, "family")]]);
});
