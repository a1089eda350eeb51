/** Two languages, Indonesian first: a dictionary per page, in which a missing key is a compile error. */

export type Language = "id" | "en";
type Entry = string | ((...words: never[]) => string);
type Same<T> = { [K in keyof T]: T[K] extends string ? string : T[K] };

const STORED = "antrean:language";
const listeners = new Set<() => void>();
let current: Language | undefined;

/** The language chosen by the visitor; Indonesian until one is. */
export function language(): Language {
  return (current ??= globalThis.localStorage?.getItem(STORED) === "en" ? "en" : "id");
}

/** Chooses the language of this browser and tells who listens. */
export function speak(chosen: Language): void {
  current = chosen;
  localStorage.setItem(STORED, chosen);
  document.documentElement.lang = chosen;
  for (const listener of listeners) listener();
}

/** Calls back when the language changes; gives what stops it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A page's texts: `t("key")`, or `t("key", …)` where the entry is a function. English must have every key. */
export function dictionary<T extends Record<string, Entry>>(id: T, en: Same<T>) {
  const both = { id, en: en as T };
  type Words<K extends keyof T> = T[K] extends (...words: infer W) => string ? W : [];
  return Object.assign(
    <K extends keyof T>(key: K, ...words: Words<K>): string => {
      const entry = both[language()][key] as Entry;
      return typeof entry === "string" ? entry : entry(...(words as never[]));
    },
    { both },
  );
}

/** A value that comes in both languages, such as a catalogue's names. */
export const inLanguage = (texts: { id: string; en: string }): string => texts[language()] || texts.id;
