import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { get, post, Problem, remove } from "../src/api";
import { storage } from "./stand-ins";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What the server does with the first, second, … request; the last one again for all that follow. */
let answers: Answer[];
let keys: (string | undefined)[];
let bodies: string[];
let server: Server;

const lose: Answer = (request) => void request.socket.destroy();
const say = (status: number, body?: object, headers = {}): Answer => (_, response) => {
  response.writeHead(status, { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers });
  response.end(body && JSON.stringify(body));
};

beforeEach(async () => {
  keys = [];
  bodies = [];
  server = createServer((request, response) => {
    keys.push(request.headers["idempotency-key"] as string | undefined);
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => (bodies.push(body), answers.length > 1 ? answers.shift()! : answers[0]!)(request, response));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const real = fetch;
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => real(`${site}${path}`, options));
  vi.stubGlobal("location", { protocol: "http:" });
  vi.stubGlobal("sessionStorage", storage());
  vi.stubGlobal("localStorage", storage());
  vi.spyOn(Math, "random").mockReturnValue(0.001);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  server.close();
});

const take = () => post<{ number: string }>("/offices/rsud-igd/tickets", { service: "igd" }, "take");
const changed = () => post<{ number: string }>("/offices/rsud-igd/tickets", { service: "igd", phone: "0812" }, "take");

test("a lost link is tried again with the same key", async () => {
  answers = [lose, lose, say(201, { number: "A001" })];
  expect(await take()).toEqual({ number: "A001" });
  expect(keys.length).toBe(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
});

test("a key is kept while no answer came, also over a reload", async () => {
  answers = [lose];
  await expect(take()).rejects.toMatchObject({ status: 0, kind: "offline" });
  answers = [say(201, { number: "A001" })];
  await take();
  expect(new Set(keys).size).toBe(1);
});

test("after an answer the next number has a key of its own", async () => {
  answers = [say(201, { number: "A001" })];
  await take();
  await take();
  expect(new Set(keys).size).toBe(2);
});

test("a form that was changed after a lost answer gets that answer, and makes no second number", async () => {
  answers = [lose];
  await expect(take()).rejects.toBeInstanceOf(Problem);
  answers = [say(201, { number: "A001" })];
  expect(await changed()).toEqual({ number: "A001" });
  expect(new Set(keys).size).toBe(1);
  expect(bodies.at(-1)).toBe('{"service":"igd"}');
});

test("while the lost answer does not come, nothing new is sent", async () => {
  answers = [lose];
  await expect(take()).rejects.toBeInstanceOf(Problem);
  await expect(changed()).rejects.toMatchObject({ kind: "offline" });
  expect(new Set(keys).size).toBe(1);
});

test("a changed form has a key of its own once the earlier body was refused", async () => {
  answers = [lose];
  await expect(take()).rejects.toBeInstanceOf(Problem);
  answers = [say(422, { title: "Isian tidak benar" }), say(201, { number: "A001" })];
  expect(await changed()).toEqual({ number: "A001" });
  expect(new Set(keys).size).toBe(2);
  expect(bodies.at(-1)).toBe('{"service":"igd","phone":"0812"}');
});

test("a double tap is one request", async () => {
  answers = [say(201, { number: "A001" })];
  expect(await Promise.all([take(), take()])).toEqual([{ number: "A001" }, { number: "A001" }]);
  expect(keys.length).toBe(1);
});

test("a refusal names its kind, its sentence and the field at fault, and is not tried again", async () => {
  answers = [say(422, { type: "https://antrean.example/problems/invalid", title: "Isian tidak benar", detail: "Nomor HP salah.", field: "visitor.phone" })];
  await expect(take()).rejects.toMatchObject({ status: 422, kind: "invalid", detail: "Nomor HP salah.", field: "visitor.phone" });
  expect(keys.length).toBe(1);
});

test("a crowd is waited out with the same key", async () => {
  answers = [say(429, { title: "Terlalu banyak" }, { "Retry-After": "0" }), say(201, { number: "A001" })];
  expect(await take()).toEqual({ number: "A001" });
  expect(new Set(keys).size).toBe(1);
});

test("a gateway's bare error is a problem with its status", async () => {
  answers = [say(500)];
  await expect(get("/offices")).rejects.toMatchObject({ status: 500, kind: "unknown" });
});

test("removing gives nothing, twice", async () => {
  answers = [say(204)];
  expect(await remove("/tickets/X")).toBeUndefined();
  expect(await remove("/tickets/X")).toBeUndefined();
});

test("without a pass nobody asks twice: only the waiting room helps", async () => {
  answers = [say(429, { type: "https://antrean.example/problems/not-admitted", title: "Masuk lewat ruang tunggu" }, { "Retry-After": "30" })];
  await expect(take()).rejects.toMatchObject({ kind: "not-admitted" });
  expect(keys.length).toBe(1);
});

test("a full slot's refusal says where there are places", async () => {
  const alternatives = [{ office: "rsud", name: "RSUD", service: "igd", kilometres: 4, slot: { id: "2026-03-02T09:40", start: "2026-03-02T09:40:00+07:00" }, left: 2 }];
  answers = [say(409, { type: "https://antrean.example/problems/slot-full", title: "Penuh", alternatives })];
  await expect(take()).rejects.toMatchObject({ kind: "slot-full", alternatives });
});
