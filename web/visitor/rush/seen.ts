/** What this phone saw of a draw first, so that it notices when that is later told differently. */

import type { Draw } from "../../src/types";
import type { Published } from "./check";

const NAMES = ["commit", "root", "sealed", "seed"] as const;
const name = (office: string, service: string, day: string) => `antrean:draw:${office}:${service}:${day}`;

/** The first value seen of each; what comes now is kept where nothing was. */
export function firstSeen(office: string, service: string, draw: Draw, store: Storage = localStorage): Published {
  const at = name(office, service, draw.day);
  const now = Object.fromEntries(NAMES.flatMap((one) => (draw[one] ? [[one, draw[one]]] : []))) as Published;
  const seen: Published = { ...now, ...(JSON.parse(store.getItem(at) ?? "{}") as Published) };
  store.setItem(at, JSON.stringify(seen));
  return seen;
}

/** Whether the draw still says what was seen first. */
export const isSame = (draw: Draw, seen: Published): boolean => NAMES.every((one) => !draw[one] || draw[one] === seen[one]);
