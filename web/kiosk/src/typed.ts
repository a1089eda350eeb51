/** A code as it is typed or scanned: Crockford's base32, in four groups of four. */

export const LENGTH = 16;
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What counts of what was typed; of a scanned address only its last part, letters that look like digits as digits. */
export function accepted(text: string): string {
  const last = text.includes("/") ? text.slice(text.lastIndexOf("/") + 1) : text;
  const signs = last.toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return [...signs].filter((sign) => ALPHABET.includes(sign) || sign === "/").join("").slice(0, LENGTH);
}

/** Always four groups, so that the place of the next sign is seen. */
export function grouped(code: string): string[] {
  return [0, 4, 8, 12].map((from) => code.slice(from, from + 4));
}
