/** The days' figures of an office (schemas/openapi.yaml, DayReport), as the manager page reads them. */

import { useRead } from "./hooks";
import { dayOf } from "./time";

export interface DayReport {
  day: string;
  issued: number;
  served: number;
  no_shows: number;
  withdrawn: number;
  ended: number;
  booked: number;
  from_home: number;
  walk_in: number;
  wait_minutes: { mean: number | null; p50: number | null; p90: number | null };
  service_minutes: { mean: number | null };
  /** 1 not satisfied, 2 satisfied, 3 very satisfied. */
  satisfaction: { counts: Record<"1" | "2" | "3", number>; mean: number | null };
  out_of_order: number;
  coverage: number | null;
  csv: string;
  page: string;
}

const WEEK_MS = 6 * 86_400_000;

/** The last seven days of an office, today last. */
export function useWeek(office: string, zone: string, now: number) {
  const [from, to] = [dayOf(now - WEEK_MS, zone), dayOf(now, zone)];
  const read = useRead<{ days: DayReport[] }>(`/offices/${office}/reports?from=${from}&to=${to}`);
  return { ...read, days: read.value?.days, today: to };
}

/** The share of answers that were satisfied or very satisfied, 0 to 100; null without answers. */
export function satisfied({ satisfaction: { counts } }: Pick<DayReport, "satisfaction">): number | null {
  const all = counts["1"] + counts["2"] + counts["3"];
  return all ? Math.round((100 * (counts["2"] + counts["3"])) / all) : null;
}
