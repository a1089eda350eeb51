/** What a page will read first is asked for while its script still comes: on a bad link each round counts. */

import { get } from "./api";
import { language } from "./i18n";

/** An answer that nobody has come for by then is of the past. */
const FRESH = 15_000;

const asked = new Map<string, Promise<unknown>>();

/** An answer is in one language, and a path may be asked for in the other meanwhile. */
const named = (path: string) => `${language()} ${path}`;

/** Asks for a path now; who reads it next, soon, gets this answer, or asks again where it failed. */
export function ahead<T>(path: string): Promise<T> {
  const answer = get<T>(path), name = named(path);
  const drop = () => void (asked.get(name) === answer && asked.delete(name));
  answer.catch(drop);
  asked.set(name, answer);
  setTimeout(drop, FRESH);
  return answer;
}

/** Reads a path, for the first time from what was asked for ahead. */
export function read<T>(path: string): Promise<T> {
  const name = named(path), answer = asked.get(name) as Promise<T> | undefined;
  asked.delete(name);
  return answer ?? get<T>(path);
}
