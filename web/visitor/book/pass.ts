/** The pass of a waiting room, kept in this tab, so that a reload or a lost link never costs the place in it. */

import type { Pass } from "../../src/types";

export interface Admission extends Pass {
  /** When the visitor came into the room, in epoch milliseconds by the server's clock. */
  came: number;
}

const UNSETTLED = 3_600_000;

const name = (office: string, service: string, day: string) => `antrean:pass:${office}:${service}:${day}`;

export const keepPass = (office: string, service: string, day: string, pass: Admission, store: Storage = sessionStorage): void =>
  store.setItem(name(office, service, day), JSON.stringify(pass));

/** A pass that was used, or that the office does not know. */
export const dropPass = (office: string, service: string, day: string, store: Storage = sessionStorage): void =>
  store.removeItem(name(office, service, day));

/** The pass for a day while it lasts; one whose turn is not settled lasts longer, for it can still be asked with. */
export function passOf(office: string, service: string, day: string, now: number, store: Storage = sessionStorage): Admission | undefined {
  const pass = JSON.parse(store.getItem(name(office, service, day)) ?? "null") as Admission | null;
  return pass && now < Date.parse(pass.until) + (isSettled(pass) ? 0 : UNSETTLED) ? pass : undefined;
}

export const isSettled = (pass: Pass): boolean => pass.settled !== false;

export const isAdmitted = (pass: Admission | undefined, now: number): boolean =>
  !!pass && isSettled(pass) && now >= Date.parse(pass.admitted_at);
