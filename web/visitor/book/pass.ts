/** The pass of a waiting room, kept in this tab, so that a reload or a lost link never costs the place in it. */

import type { Pass } from "../../src/types";

export interface Admission extends Pass {
  /** When the visitor came into the room, in epoch milliseconds by the server's clock. */
  came: number;
}

const name = (office: string, service: string, day: string) => `antrean:pass:${office}:${service}:${day}`;

export const keepPass = (office: string, service: string, day: string, pass: Admission, store: Storage = sessionStorage): void =>
  store.setItem(name(office, service, day), JSON.stringify(pass));

/** The pass for a day while it lasts. */
export function passOf(office: string, service: string, day: string, now: number, store: Storage = sessionStorage): Admission | undefined {
  const pass = JSON.parse(store.getItem(name(office, service, day)) ?? "null") as Admission | null;
  return pass && now < Date.parse(pass.until) ? pass : undefined;
}

export const isAdmitted = (pass: Admission | undefined, now: number): boolean => !!pass && now >= Date.parse(pass.admitted_at);
