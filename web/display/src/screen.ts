/** The display's screen: puts what is known into the page, and never shows an error. */

import { clock, dayOf, longDate, zoneName } from "../../src/time";
import type { Call } from "../../src/types";
import { toShow } from "./calls";
import type { Shown } from "./feed";
import { pageOf, range, rows, type Row } from "./services";
import { current } from "./settings";

/** Runs where the office gave no text of its own. */
const ALWAYS_TRUE = "Nomor dipanggil di layar ini dan dengan suara. Simpan slip Anda sampai selesai dilayani.";
const LAST_CALLS = 4;
const NEXT_NUMBERS = 3;
const ROWS_PER_PAGE = 4;

const at = (id: string) => document.getElementById(id)!;

/** Writes only what changed, so that nothing is laid out, or read aloud, again. */
function write(id: string, text: string): void {
  const place = at(id);
  if (place.textContent !== text) place.textContent = text;
  place.hidden = text === "";
}

/** Shows a board; `spoken` is the call that the voice is at, else the newest is the large one. */
export function show(shown: Shown, spoken: Call | null): void {
  const calls = shown.board?.calls ?? [];
  const newest = toShow(calls, LAST_CALLS + 1);
  const large = spoken ?? newest[0] ?? null;
  showLarge(large);
  showList("last", newest.filter((call) => call.number !== large?.number).slice(0, LAST_CALLS).map(lastCall));
  write("office", shown.catalogue?.name.id ?? "Antrean");
  write("notice", (shown.board?.notices ?? []).join("  ·  "));
  showEmergency(shown.settings?.emergency ?? {});
}

/** Lets the large call glow, calmly, when it is new. */
export function glow(): void {
  const card = at("card");
  card.classList.remove("fresh");
  void card.offsetWidth;
  card.classList.add("fresh");
}

/** The clock, and since when the board is not live. */
export function showTime(shown: Shown, now: number): void {
  const zone = shown.catalogue?.time_zone ?? "Asia/Jakarta";
  write("clock", clock(now, zone));
  write("zone", zoneName(zone));
  write("date", longDate(now, zone));
  write("since", since(shown, zone));
  showRunning(runningTexts(shown, dayOf(now, zone)));
}

/** Calmly: the office goes on without the cloud, or since when nothing new was heard. */
function since({ live, since: last, board }: Shown, zone: string): string {
  if (live && board?.offline) return "luring – antrean tetap berjalan";
  return live || !last || !board ? "" : `terakhir diperbarui ${clock(last, zone)}`;
}

/** The office's texts for today, set here or from the cloud. */
function runningTexts({ settings, catalogue }: Shown, day: string): (string | undefined)[] {
  const own = current(settings?.running ?? [], day).flatMap(({ id, en }) => [id, en]);
  return own.length > 0 ? own : [catalogue?.running_text?.id, catalogue?.running_text?.en];
}

/** An emergency stands above all; the last call stays to be seen. */
function showEmergency({ id = "", en = "" }: { id?: string; en?: string }): void {
  write("emergency-id", id);
  write("emergency-en", en);
  at("emergency").hidden = id === "";
  document.body.classList.toggle("in-emergency", id !== "");
}

/** One page of the services; pages take turns. */
export function showServices(shown: Shown, turn: number): void {
  if (!shown.board) return;
  const { rows: some, page, pages } = pageOf(rows(shown.board, shown.catalogue, NEXT_NUMBERS), ROWS_PER_PAGE, turn);
  showList("services", some.map(serviceRow));
  write("dots", pages > 1 ? Array.from({ length: pages }, (_, n) => (n === page ? "●" : "○")).join("") : "");
}

export function showMuted(muted: boolean): void {
  at("muted").hidden = !muted;
}

function showLarge(call: Call | null): void {
  at("welcome").hidden = call !== null;
  at("called").hidden = call === null;
  if (!call) return;
  write("number", call.number);
  at("number").style.setProperty("--signs", String(Math.max(4, call.number.length)));
  write("counter", call.counter);
}

/** The text runs on from where it is unless it changed; its speed does not depend on its length. */
function showRunning(texts: (string | undefined)[]): void {
  const text = texts.filter(Boolean).join("   ·   ") || ALWAYS_TRUE;
  if (at("running").textContent === text) return;
  write("running", text);
  at("running").style.animationDuration = `${Math.max(20, text.length / 4)}s`;
}

function showList(id: string, items: string[]): void {
  const html = items.join("");
  if (at(id).dataset.html === html) return;
  at(id).dataset.html = html;
  at(id).innerHTML = html;
}

const lastCall = (call: Call) => `<li><b>${safe(call.number)}</b><span>Loket ${safe(call.counter)}</span></li>`;

function serviceRow({ letter, name, next, waiting, minutes }: Row): string {
  const [first, ...others] = next;
  const numbers = first ? `${safe(first)}${others.map((one) => `<i>${safe(one)}</i>`).join("")}` : "<em>tidak ada yang menunggu</em>";
  return `<li><span class="letter">${safe(letter)}</span><span class="name">${safe(name)}</span>
    <span class="waiting">${waiting ? `<b>${waiting}</b> menunggu` : ""}</span><span class="next">${numbers}</span>
    <span class="minutes">${waiting ? range(minutes) : ""}</span></li>`;
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text: string) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);
