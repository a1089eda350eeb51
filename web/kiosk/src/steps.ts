/** The steps of a visit to the kiosk, and how long each stands before the kiosk is free for the next visitor. */

import type { CatalogueService, Slip } from "../../src/agent";

export type Priority = "elderly" | "disabled" | "pregnant" | "infant";

/** What is asked of the agent; the id stays the same when it is asked again, so that it is one number. */
export interface Wish {
  id: string;
  path: "take" | "check-in";
  body: { service?: string; priority?: Priority; code?: string };
}

export type Step =
  | { at: "start" }
  | { at: "priority"; service: CatalogueService }
  | { at: "code" }
  | { at: "sending"; wish: Wish }
  | { at: "waiting"; id: string }
  | { at: "slip"; slip: Slip }
  | { at: "help" }
  | { at: "pin" }
  | { at: "staff"; pin: string; kept: Kept }
  | { at: "refused"; title: string; detail?: string; kind?: string };

/** What staff see of their kiosk. */
export interface Kept {
  slips: { id: string; number: string; at: string; printed: boolean }[];
  printer: string;
}

/** Seconds until the kiosk goes back to the start; a number that is not on paper stays longer, to be photographed. */
export function seconds(step: Step): number | null {
  if (step.at === "priority" || step.at === "code") return 45;
  if (step.at === "waiting") return 120;
  if (step.at === "refused") return 20;
  if (step.at === "help" || step.at === "pin") return 30;
  if (step.at === "staff") return 120;
  if (step.at === "slip") return isOnPaper(step.slip) ? 15 : 60;
  return null;
}

const refused = ({ type, title, detail }: NonNullable<Slip["refused"]>): Step =>
  ({ at: "refused", title, ...(detail && { detail }), kind: type.slice(type.lastIndexOf("/") + 1) });

/** What to do instead of what was refused: the word for it, and whether the way leads over the phone. */
export function instead(kind = ""): { word: "insteadClosed" | "insteadFull" | "insteadCode" | "insteadEarly" | "insteadAnew" | "refusedHint"; phone: boolean } {
  if (/^(office|service)-closed$|^day-ended$/.test(kind)) return { word: "insteadClosed", phone: true };
  if (/^(too-many|not-admitted|slot-full)$/.test(kind)) return { word: "insteadFull", phone: true };
  if (/^unknown-(booking|ticket)$|^invalid$/.test(kind)) return { word: "insteadCode", phone: false };
  if (kind === "too-early") return { word: "insteadEarly", phone: false };
  if (/^booking-(cancelled|expired)$/.test(kind)) return { word: "insteadAnew", phone: false };
  return { word: "refusedHint", phone: false };
}

/** The step after the agent's answer. */
export function answered(slip: Slip, wish: Wish): Step {
  if (slip.refused) return refused(slip.refused);
  if (slip.number) return { at: "slip", slip: { id: wish.id, ...slip } };
  if (slip.waiting) return { at: "waiting", id: slip.id ?? wish.id };
  return { at: "refused", title: "" };
}

/** The step after a slip came by itself: the one waited for, or one that nobody has seen yet. */
export function arrived(step: Step, slip: Slip, seen: boolean): Step {
  const awaited = (step.at === "waiting" && step.id === slip.id) || (step.at === "slip" && step.slip.id === slip.id);
  if (!awaited && (seen || step.at !== "start")) return step;
  if (slip.refused) return refused(slip.refused);
  return slip.number ? { at: "slip", slip } : step;
}

const STILL_PRINTING = "printing";

export const isOnPaper = (slip: Slip): boolean => slip.printed === true;

/** The printer is at work: neither "take your slip" nor "take a photo" yet. */
export const isPrinting = (slip: Slip): boolean => !slip.printed && slip.fault === STILL_PRINTING;
