/** What in an office needs care, worst first, as sentences. */

import type { Device, Line } from "../../src/line";
import { t } from "./words";

/** Someone who waits longer than this is worth a look. */
const LONG_MINUTES = 60;

export function troubles(line: Line): string[] {
  const here = line.waiting.filter((one) => one.present);
  const open = line.counters.some((counter) => counter.state === "open");
  const longest = longestWait(line);
  return [
    ...(here.length && !open ? [t("noCounter", here.length)] : []),
    ...line.devices.flatMap(deviceTrouble),
    ...(longest > LONG_MINUTES ? [t("longWait", longest)] : []),
  ];
}

/** Minutes that the one who waits longest has waited, of those who are here. */
export function longestWait(line: Pick<Line, "waiting">): number {
  return Math.max(0, ...line.waiting.filter((one) => one.present).map((one) => one.minutes));
}

function deviceTrouble({ thing, status, fault }: Device): string[] {
  if (status === "offline") return [t("offlineDevice", thing)];
  return fault ? [t("faultyDevice", thing, faultWord(fault))] : [];
}

/** A fault's name as a word; one that is not known here is shown as the device says it. */
function faultWord(fault: string): string {
  const name = fault.replace(/[ _]/g, "-");
  if (/paper-(out|end)|no-paper/.test(name)) return t("paperOut");
  if (/paper-(low|near)|near-end/.test(name)) return t("paperLow");
  if (/cover/.test(name)) return t("coverOpen");
  return /^(offline|unreachable|printer-offline)$/.test(name) ? t("printerOffline") : fault;
}
