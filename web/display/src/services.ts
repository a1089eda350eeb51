/** What the display's list of services says: who is next, how many wait, and how long. */

import type { Catalogue } from "../../src/agent";
import type { Board } from "../../src/types";

export interface Row {
  letter: string;
  name: string;
  next: string[];
  waiting: number;
  minutes: [number, number];
}

/** One row a service, in the board's order, with the next numbers in call order. */
export function rows(board: Board, catalogue: Catalogue | null, most: number): Row[] {
  const names = new Map(catalogue?.services.map((service) => [service.id, service.name.id]));
  return board.services.map(({ service, letter, waiting, minutes }) => ({
    letter, waiting, minutes,
    name: names.get(service) ?? "",
    next: board.waiting.filter((one) => one.service === service).slice(0, most).map((one) => one.number),
  }));
}

/** The page of rows to show now: pages take turns when not all fit. */
export function pageOf<T>(all: T[], size: number, turn: number): { rows: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = turn % pages;
  return { rows: all.slice(page * size, (page + 1) * size), page, pages };
}

/** "5–10 menit", "±5 menit" when both ends are the same. */
export function range([low, high]: [number, number]): string {
  if (high === 0) return "tanpa menunggu";
  return low === high ? `±${high} menit` : `${low}–${high} menit`;
}
