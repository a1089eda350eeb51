/** The days that may be booked. */

import { hoursOf, nextDays } from "../../src/time";
import type { Office, Service } from "../../src/types";

/** What an office allows that does not say. */
const DAYS = 6;

export interface OpenDay {
  date: string;
  open: boolean;
  /** Why it is closed, where the office says. */
  why?: string;
}

/** Today and the days after it that may be booked; a service's own days go before its office's. */
export function openDays(office: Office, service: Service, now: number): OpenDay[] {
  const special = [...(service.special ?? []), ...(office.special ?? [])];
  return nextDays(now, office.time_zone, (office.booking?.days ?? DAYS) + 1).map(({ date }) => {
    const open = hoursOf(date, office.hours, special).length > 0;
    const why = !open && special.find((one) => one.day === date)?.why;
    return { date, open, ...(why && { why }) };
  });
}

/** Where the slots of a day are read. */
export const slotsOn = (office: string, service: string, date: string): string =>
  `/offices/${office}/services/${service}/slots?date=${date}`;
