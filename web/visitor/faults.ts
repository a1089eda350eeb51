/** What is wrong with a form's field, before it is sent and after it was refused. */

import { Problem } from "../src/api";
import { t } from "./words";

const PHONE = /^(\+?62|0)?[ .-]?8[0-9 .-]{7,18}[0-9]$/;

const wrong = (field: string, detail: string) => new Problem(422, "invalid", detail, detail, field);

/** A mobile number in any of its usual spellings; none is fine unless it is needed. */
export function phoneFault(phone: string, needed = false): Problem | undefined {
  const text = phone.trim();
  if (!text && !needed) return undefined;
  return PHONE.test(text) && text.length >= 9 ? undefined : wrong("phone", t("phoneWrong"));
}

/** A name, where one is needed. */
export const nameFault = (name: string, needed = false): Problem | undefined =>
  needed && !name.trim() ? wrong("name", t("nameWrong")) : undefined;

/** A NIK as the card groups it or not; only its form is looked at here. */
export const nikFault = (nik: string): Problem | undefined =>
  /^\d{16}$/.test(digitsOf(nik)) ? undefined : wrong("nik", t("nikWrong"));

/** A NIK without the spaces, dots and dashes that people write into it. */
export const digitsOf = (nik: string): string => nik.replace(/[\s.-]/g, "");

export const lobbyFault = (code: string): Problem | undefined =>
  /^\d{6}$/.test(code.trim()) ? undefined : wrong("lobby_code", t("lobbyWrong"));

/** Refusals that are about one field even where the answer does not name it. */
const FIELD_OF: Record<string, string> = { "wrong-code": "lobby_code" };

/** The field at fault, without what it stands in. */
export const fieldOf = (problem?: Problem): string | undefined =>
  problem?.field?.split(".").pop() ?? FIELD_OF[problem?.kind ?? ""];

/** The sentence to show at this field, if it is the one at fault. */
export const faultOf = (problem: Problem | undefined, field: string): string | undefined =>
  problem && fieldOf(problem) === field ? problem.detail || problem.title : undefined;
