/** What a page will read first is asked for while its script still comes: on a bad link each round counts. */

import { get } from "./api";

/** An answer that nobody has come for by then is of the past. */
const FRESH = 15_000;

const asked = new Map<string, Promise<unknown>>();

/** Asks for a path now; who reads it next, soon, gets this answer. */
export function ahead<T>(path: string): Promise<T> {
  const answer = get<T>(path);
  answer.catch(() => undefined);
  asked.set(path, answer);
  setTimeout(() => asked.delete(path), FRESH);
  return answer;
}

/** Reads a path, for the first time from what was asked for ahead. */
export function read<T>(path: string): Promise<T> {
  const answer = asked.get(path) as Promise<T> | undefined;
  asked.delete(path);
  return answer ?? get<T>(path);
}
