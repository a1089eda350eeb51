/** Where the visitor is: in the URL's fragment, so that codes never reach a server's log. */

import { useEffect, useState } from "preact/hooks";

/** The parts of the fragment as it is now. */
export const route = (): string[] => location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);

/** The parts of the fragment; who uses it is drawn again when they change. */
export function useRoute(): string[] {
  const [now, set] = useState(route);
  useEffect(() => {
    const changed = () => set(route());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return now;
}

/** The link to a page. */
export const to = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join("/")}`;

/** Goes to a page and leaves no way back to the form that led there. */
export const replace = (...parts: string[]): void => location.replace(to(...parts));

/** Goes to a page that a link names; the way back leads here. */
export const go = (link: string): void => location.assign(link);
