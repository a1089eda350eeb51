/** One Idempotency-Key per form and body, kept until an answer came: a repeat never makes a second number. */

export interface Kept {
  key: string;
  body: string;
}

/** The key to send this form's body with; the same one over reloads, a new one when the body changed. */
export function keyFor(form: string, body: string, store: Storage = sessionStorage): string {
  const kept = read(form, store);
  if (kept?.body === body) return kept.key;
  const key = crypto.randomUUID();
  store.setItem(name(form), JSON.stringify({ key, body } satisfies Kept));
  return key;
}

/** What this form sent before, with another body, and never got an answer to. */
export function unanswered(form: string, body: string, store: Storage = sessionStorage): Kept | undefined {
  const kept = read(form, store);
  return kept && kept.body !== body ? kept : undefined;
}

/** Forgets the key once the answer is known. */
export function answered(form: string, store: Storage = sessionStorage): void {
  store.removeItem(name(form));
}

const read = (form: string, store: Storage) => JSON.parse(store.getItem(name(form)) ?? "null") as Kept | null;
const name = (form: string) => `antrean:key:${form}`;
