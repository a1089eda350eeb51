/** What a form asks of a visitor, as it is typed and as it is sent. */

import { useDraft } from "../../src/draft";
import { language } from "../../src/i18n";
import type { Problem } from "../../src/problem";
import type { Service } from "../../src/types";
import { digitsOf, nameFault, nikFault, phoneFault } from "../faults";
import { t } from "./words";

export interface Person {
  name: string;
  nik: string;
}

export interface Asked extends Person {
  who: "self" | "other" | "family";
  /** How many come, where a family does. */
  size: number;
  phone: string;
  /** The others of a family; as many as were ever typed. */
  members: Person[];
}

export const NOBODY: Person = { name: "", nik: "" };
const EMPTY: Asked = { who: "self", size: 2, name: "", phone: "", nik: "", members: [] };

/** One draft for all offices: who goes on to another time or place types nothing twice. */
export const useAsked = () => useDraft<Asked>("visitor", EMPTY);

export const asksNik = (service?: Service) => !!service?.asks?.includes("nik");

/** How many people a booking is for. */
export const partyOf = (asked: Asked) => (asked.who === "family" ? asked.size : 1);

/** The family's other members, page by page, as their indices; at most six fields a page. */
export function familyPages(asked: Asked, service: Service): number[][] {
  const all = Array.from({ length: partyOf(asked) - 1 }, (_, n) => n);
  const most = asksNik(service) ? 2 : 4;
  return [all.slice(0, most), all.slice(most)].filter((page) => page.length);
}

/** What stands in a field, named as the API names it without `visitor`. */
export function valueOf(asked: Asked, field: string): string {
  const [group, at, own] = field.split(".");
  if (group === "members") return asked.members[Number(at)]?.[own as keyof Person] ?? "";
  return asked[group as "name" | "phone" | "nik"];
}

export function withValue(asked: Asked, field: string, text: string): Asked {
  const [group, at, own] = field.split(".");
  if (group !== "members") return { ...asked, [field]: text };
  const members = Array.from({ length: Math.max(asked.members.length, Number(at) + 1) }, (_, n) => asked.members[n] ?? NOBODY);
  members[Number(at)] = { ...members[Number(at)]!, [own!]: text };
  return { ...asked, members };
}

/** What is wrong with a field before it is sent. */
export function faultIn(asked: Asked, field: string, service: Service): string | undefined {
  const [group, at] = field.split(".");
  const fault = faultOf(asked, field, service)?.detail;
  return fault && group === "members" ? t("personFault", Number(at) + 2, fault) : fault;
}

function faultOf(asked: Asked, field: string, service: Service): Problem | undefined {
  const value = valueOf(asked, field);
  if (field.endsWith("nik")) return nikFault(value);
  if (field === "phone") return phoneFault(value, service.asks?.includes("phone"));
  return nameFault(value, field === "name" && service.asks?.includes("name"));
}

/** The part of a request's body that says who comes; what nobody asks for is not sent. */
export function bodyOf(asked: Asked, service: Service) {
  const nik = asksNik(service);
  const party = partyOf(asked);
  const own = (person: Person) => ({ ...(person.name.trim() && { name: person.name.trim() }), ...(nik && { nik: digitsOf(person.nik) }) });
  const members = Array.from({ length: party - 1 }, (_, n) => own(asked.members[n] ?? NOBODY));
  return {
    service: service.id, language: language(),
    visitor: { ...own(asked), ...(asked.phone.trim() && { phone: asked.phone.trim() }) },
    ...(party > 1 && { party }),
    ...(members.some((one) => one.name || one.nik) && { members }),
    ...(asked.who === "other" && { for: "other" as const }),
  };
}
