/** A regional language as data: texts that it has not are Indonesian, and so is what the cloud writes. */

import jv from "./languages/jv.json";

interface Regional {
  /** Its own name, and that name short. */
  name: string;
  short: string;
  /** Texts by key, with {0}, {1} where the Indonesian has values. */
  texts: Record<string, string>;
}

const LANGUAGES: Record<string, Regional> = { jv };
let chosen = "";

/** The language of this code, if there is one. */
export const regionalOf = (code: string): Regional | undefined => LANGUAGES[code];

export function speakRegional(code: string): void {
  chosen = regionalOf(code) ? code : "";
  if (chosen && globalThis.document) document.documentElement.lang = chosen;
}

/** The text in the chosen regional language; nothing when none is chosen or it has none. */
export function regionalText(key: string, words: readonly unknown[]): string | undefined {
  return regionalOf(chosen)?.texts[key]?.replace(/\{(\d)\}/g, (_, place: string) => String(words[Number(place)] ?? ""));
}
