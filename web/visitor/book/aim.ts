/** What a visitor is about to do with a service, and the pages on the way there. */

import type { Service } from "../../src/types";
import { to } from "../route";
import { familyPages, type Asked } from "./asked";

export interface Aim {
  office: string;
  service: string;
  goal: "book" | "wait" | "draw";
  /** The slot that is booked, or the day that is drawn. */
  at?: string;
}

/** `place` is where one says when: a slot, the days that suit, or the wishes of a draw. */
export type Step = "bring" | "who" | "place" | "details" | "family" | "family2" | "review";

const STEPS = new Set<string>(["bring", "who", "place", "details", "family", "family2", "review"]);

/** The aim and the step that the parts of a route after the goal say. */
export function routed(place: Pick<Aim, "office" | "service" | "goal">, parts: string[]): { aim: Aim; step: Step } {
  const [first, second] = parts;
  const isStep = first !== undefined && STEPS.has(first);
  const at = isStep ? undefined : first;
  const said = isStep ? first : second;
  const step = said && STEPS.has(said) ? said : at && place.goal === "book" ? "details" : "place";
  return { aim: { ...place, ...(at && { at }) }, step: step as Step };
}

/** The link to a step. */
export function linkTo({ office, service, goal, at }: Aim, step: Step): string {
  const early = step === "bring" || step === "who" || step === "place";
  // Who goes back to an early step of a booking chooses a slot again.
  const where = at && !(goal === "book" && early) ? [at] : [];
  const short = (goal !== "draw" && step === "place") || (goal === "book" && step === "details" && at);
  return to("o", office, service, goal, ...where, ...(short ? [] : [step]));
}

/** The steps that this visitor has before them, in order. */
export const stepsOf = (service: Service, asked: Asked): Step[] => [
  ...(service.requires.length ? ["bring" as const] : []), "who", "place", "details",
  ...(["family", "family2"] as const).slice(0, familyPages(asked, service).length), "review",
];

/** The step after or, with -1, before one; nothing beyond the ends. */
export function beside(steps: Step[], step: Step, by = 1): Step | undefined {
  const at = steps.indexOf(step);
  return at < 0 ? undefined : steps[at + by];
}
