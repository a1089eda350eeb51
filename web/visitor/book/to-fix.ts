/** What is to be put right before a form can be sent, and on which of its pages. */

import type { Problem } from "../../src/problem";
import type { Service } from "../../src/types";
import { type Aim, linkTo, type Step } from "./aim";
import { asksNik, type Asked, familyPages, faultIn } from "./asked";
import type { Fault } from "./summary";

/** What is not filled in yet, for who came to the review by a link of their own. */
export function unready(asked: Asked, service: Service, aim: Aim): Fault[] {
  const own = ["name", ...(asksNik(service) ? ["nik"] : []), "phone"].map((field) => [field, "details"] as const);
  const others = familyPages(asked, service).flatMap((page, n) => page.flatMap((one) =>
    [`members.${one}.name`, ...(asksNik(service) ? [`members.${one}.nik`] : [])].map((field) => [field, pageOf(n)] as const)));
  return [...own, ...others].flatMap(([field, step]) => {
    const text = faultIn(asked, field, service);
    return text ? [{ field, text, href: linkTo(aim, step) }] : [];
  });
}

/** A field that the server refused, with the way to its page; nothing for what is no field of this form. */
export function refusedField(problem: Problem, asked: Asked, service: Service, aim: Aim): Fault | undefined {
  const field = problem.field?.replace(/^visitor\./, "").replace(/\[(\d+)\]/g, ".$1");
  const step = field && stepOf(field, asked, service);
  return step ? { field, text: problem.detail || problem.title, href: linkTo(aim, step) } : undefined;
}

function stepOf(field: string, asked: Asked, service: Service): Step | undefined {
  if (/^(name|phone|nik|visitor)$/.test(field)) return "details";
  if (field.startsWith("members")) {
    const at = Number(field.split(".")[1] ?? 0);
    return pageOf(Math.max(0, familyPages(asked, service).findIndex((page) => page.includes(at))));
  }
  if (/^(slots?|from|to|day)(\.|$)/.test(field)) return "place";
  return /^(party|for)$/.test(field) ? "who" : undefined;
}

export const pageOf = (n: number): Step => (n ? "family2" : "family");
