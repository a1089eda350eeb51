/** The rooms of the visitor's page that come when they are wanted, and what is asked for on the way to them. */

import { ahead } from "../src/ahead";
import { sleep } from "../src/delay";
import type { Office } from "../src/types";
import { openDays, slotsOn } from "./book/open-days";

export const toBooking = () => import("./booking");
export const toBook = () => import("./book");
export const toDoors = () => import("./doors");
export const toRush = () => import("./rush");
export const toSurvey = () => import("./survey");

/** Until the page that is looked at has all it needs itself, in milliseconds. */
const CALM = 3000;

/** Loads the room that one may enter next, so that it opens at once, and without a connection. */
export const soon = (room: () => Promise<unknown>): void => void sleep(CALM).then(() => navigator.onLine && room()).catch(() => undefined);

/** While the first page's room is still loading, asks for what it will read. */
export function askAhead([kind, first, service, goal, step]: string[]): void {
  if (kind === "b" && first && !service) void ahead(`/bookings/${first}`);
  if (kind !== "o" || !first || !service || !goal) return;
  const office = ahead<Office>(`/offices/${encodeURIComponent(first)}`);
  if (goal === "book" && !step) office.then((found) => slotsAhead(found, service)).catch(() => undefined);
}

function slotsAhead(office: Office, id: string): void {
  const service = office.services.find((one) => one.id === id);
  const day = service && openDays(office, service, Date.now()).find((one) => one.open);
  if (day) void ahead(slotsOn(office.id, id, day.date));
}
