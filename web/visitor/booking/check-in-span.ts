/** When one may check in for a slot. */

import { clockZone, dayOf, shortDate } from "../../src/time";
import type { Office } from "../../src/types";

const MINUTE = 60_000;

/** From and to in epoch milliseconds; nothing where the office does not say. */
export function checkInSpan(start: string, { booking }: Pick<Office, "booking">): { from: number; to: number } | undefined {
  const { early_minutes: early, late_minutes: late } = booking ?? {};
  if (early === undefined || late === undefined) return undefined;
  return { from: Date.parse(start) - early * MINUTE, to: Date.parse(start) + late * MINUTE };
}

/** Its two times as one reads them, with their days when it goes over midnight. */
export function spanTimes({ from, to }: { from: number; to: number }, zone: string): [string, string] {
  const same = dayOf(from, zone) === dayOf(to, zone);
  const said = (at: number) => (same ? "" : `${shortDate(at, zone)}, `) + clockZone(at, zone);
  return [said(from), said(to)];
}
