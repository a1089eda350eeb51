/** The code of the lobby's display, as its QR hands it over: kept for its minute, so that nobody types it. */

const STORED = "antrean:lobby";
const MINUTE = 60_000;

interface Held {
  code: string;
  at: number;
}

/** Keeps a code from when it was first seen; a reload does not make it younger. */
export function holdCode(code: string, now = Date.now()): void {
  if (read()?.code !== code) sessionStorage.setItem(STORED, JSON.stringify({ code, at: now } satisfies Held));
}

/** The code while its minute lasts, else nothing. */
export function heldCode(now = Date.now()): string {
  const held = read();
  return held && now - held.at < MINUTE ? held.code : "";
}

const read = () => JSON.parse(sessionStorage.getItem(STORED) ?? "null") as Held | null;
