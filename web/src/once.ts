/** One Idempotency-Key per form and body, kept until an answer came: a repeat never makes a second number. */

interface Kept {
  key: string;
  body: string;
}

/** The key to send this form's body with; the same one over reloads, a new one when the body changed. */
export function keyFor(form: string, body: string, store: Storage = sessionStorage): string {
  const kept = JSON.parse(store.getItem(name(form)) ?? "null") as Kept | null;
  if (kept?.body === body) return kept.key;
  const key = crypto.randomUUID();
  store.setItem(name(form), JSON.stringify({ key, body } satisfies Kept));
  return key;
}

/** Forgets the key once the answer is known. */
export function answered(form: string, store: Storage = sessionStorage): void {
  store.removeItem(name(form));
}

const name = (form: string) => `antrean:key:${form}`;
