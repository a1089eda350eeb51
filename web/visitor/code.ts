/** Codes as people type them: Crockford's base32 forgives case, spaces, dashes, O for 0, I and L for 1. */

/** The 16 letters and digits of a code, or of a link that holds one; nothing when it is neither. */
export function codeOf(text: string): string | undefined {
  const last = text.trim().split(/[/#]/).pop() ?? "";
  const code = last.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(code) ? code : undefined;
}

/** A code in fours, which is how it is read aloud. */
export const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1 ");
