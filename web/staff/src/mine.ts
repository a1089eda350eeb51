/** Which of those who wait this counter may call: they are here, and it takes their service. */

import type { Waiting } from "../../src/line";
import type { Office } from "../../src/types";

/** The services that a counter takes; a counter that names none takes all. */
export function servicesOf(office: Office | undefined, counter: string): string[] | undefined {
  const counters = office?.counters as { id: string; services?: string[] }[] | undefined;
  const services = counters?.find((one) => one.id === counter)?.services;
  return services?.length ? services : undefined;
}

export const isMine = (one: Waiting, services: string[] | undefined): boolean =>
  one.present && (!services || services.includes(one.service));
