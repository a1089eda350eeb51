/** Talks to the API: problem+json becomes a Problem, a lost link is tried again with the same Idempotency-Key. */

import { config } from "./config";
import { jittered, sleep } from "./delay";
import { language } from "./i18n";
import { answered, keyFor, unanswered } from "./once";
import { offline, Problem, problemOf } from "./problem";
import { heard } from "./server-time";

export { Problem } from "./problem";

const TRIES = 4;
const PATIENCE = 10_000;
/** Answers after which the same request may be sent again. */
const AGAIN = new Set([0, 429, 502, 503, 504]);
/** A crowd's answer that only a pass from the waiting room changes, however often one asks. */
const NOT_ADMITTED = "not-admitted";

let token: (() => Promise<string | undefined>) | undefined;
const underway = new Map<string, Promise<unknown>>();

/** From now on requests carry this bearer token (staff and manager pages). */
export function authorize(source: () => Promise<string | undefined>): void {
  token = source;
}

/** Reads; the browser's cache revalidates by ETag. */
export const get = <T>(path: string, tries = 2) => send<T>("GET", path, undefined, {}, tries);

/** Sends a form; a double tap gets the first one's answer, and so does a changed form whose first answer was lost.
 *  `form` names the form whose key is kept; after `within` milliseconds it is no longer tried. */
export function post<T>(path: string, body: unknown, form = path, within = Infinity): Promise<T> {
  const text = JSON.stringify(body);
  const same = `${form} ${text}`;
  const going = underway.get(same) ?? once(path, text, form, within).finally(() => underway.delete(same));
  underway.set(same, going);
  return going as Promise<T>;
}

/** Changes or removes; both give the same answer when sent twice. */
export const put = <T>(path: string, body: unknown, within = Infinity) =>
  send<T>("PUT", path, JSON.stringify(body), {}, TRIES, within);
export const patch = <T>(path: string, body: unknown) => send<T>("PATCH", path, JSON.stringify(body));
export const remove = (path: string) => send<void>("DELETE", path);

/** Nothing new is sent while it is not known what became of the form's earlier body: that one may have made a number. */
async function once<T>(path: string, body: string, form: string, within: number): Promise<T> {
  const earlier = unanswered(form, body);
  if (!earlier) return settle<T>(path, body, form, keyFor(form, body), within);
  try {
    return await settle<T>(path, earlier.body, form, earlier.key, within);
  } catch (refused) {
    if (!isAnswer(refused)) throw refused;
    return settle<T>(path, body, form, keyFor(form, body), within);
  }
}

/** Sends a form's body; its key is forgotten when an answer came, also a refusal. */
async function settle<T>(path: string, body: string, form: string, key: string, within: number): Promise<T> {
  try {
    const answer = await send<T>("POST", path, body, { "Idempotency-Key": key }, TRIES, within);
    answered(form);
    return answer;
  } catch (refused) {
    if (isAnswer(refused)) answered(form);
    throw refused;
  }
}

const isAnswer = (refused: unknown) =>
  refused instanceof Problem && !mayAgain(refused) && refused.status < 500;

/** Whether the same request may be answered later: no answer came, or the crowd was too large. */
export const mayAgain = (refused: Problem) => AGAIN.has(refused.status) && refused.kind !== NOT_ADMITTED;

async function send<T>(method: string, path: string, body?: string, headers = {}, tries = TRIES, within = Infinity): Promise<T> {
  const until = Date.now() + within;
  for (let n = 0; ; n++) {
    try {
      return await ask<T>(method, path, body, headers, Math.min(PATIENCE, until - Date.now()));
    } catch (refused) {
      if (!(refused instanceof Problem) || !mayAgain(refused) || n + 1 >= tries) throw refused;
      const pause = Math.min(5000, (refused.retryAfter ?? 0) * 1000) + jittered(n, 800, 5000);
      if (Date.now() + pause >= until) throw refused;
      await sleep(pause);
    }
  }
}

async function ask<T>(method: string, path: string, body: string | undefined, more: object, patience: number): Promise<T> {
  const bearer = await token?.();
  const headers: Record<string, string> = { "Accept-Language": language(), ...more };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  const answer = await fetch(`${await base()}${path}`, {
    method, headers, ...(body !== undefined && { body }), signal: AbortSignal.timeout(Math.max(1, patience)),
  }).catch(() => { throw offline(); });
  heard(answer.headers.get("Date"));
  if (!answer.ok) throw await problemOf(answer);
  // A link that breaks in the middle of an answer is lost too.
  return (answer.status === 204 ? undefined : await answer.json().catch(() => { throw offline(); })) as T;
}

/** The site and the API share one origin, so `/api` does without reading the configuration first. */
async function base(): Promise<string> {
  return location.protocol.startsWith("http") ? "/api" : (await config()).api;
}
