/** Which of those who wait this counter may call, and whom it calls next. */

import type { LineCounter, Waiting } from "../../src/line";
import type { Office } from "../../src/types";

/** What decides whom a counter calls; one that names no services takes all. */
export interface Takes {
  counter: string;
  floor?: string;
  services?: string[];
}

/** What a counter takes today: what staff chose for it, else what the office gave it. */
export function takesOf(office: Office | undefined, counter: string, cell?: LineCounter): Takes {
  const given = office?.counters.find((one) => one.id === counter);
  const services = cell?.services?.length ? cell.services : given?.services;
  const floor = cell?.floor ?? given?.floor;
  return { counter, ...(floor && { floor }), ...(services?.length && { services }) };
}

/** They are here, and wait for this counter, or for any of its floor or office that takes their service. */
export function isMine(one: Waiting, { counter, floor, services }: Takes): boolean {
  if (!one.present) return false;
  if (one.counter) return one.counter === counter;
  if (one.floor && one.floor !== floor) return false;
  return !services || services.includes(one.service);
}

/** Whom the counter calls next; the line stands in call order. */
export const nextOf = (waiting: Waiting[], takes: Takes): Waiting | undefined => waiting.find((one) => isMine(one, takes));
