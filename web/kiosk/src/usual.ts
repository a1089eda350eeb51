/** How the kiosk is for whoever comes next: its language and its contrast, as its office set them. */

import type { Language } from "../../src/i18n";

export interface Usual {
  language: Language;
  contrast: boolean;
}

let known: Usual = { language: "id", contrast: false };

/** What the office set last; Indonesian in the usual colours where it set nothing. */
export const usual = (): Usual => known;

/** Takes what the agent was set to; the agent has checked it (schemas/settings.py). */
export function setUsual(settings: Record<string, unknown> | undefined): Usual {
  const language = settings?.language === "en" ? "en" : "id", contrast = settings?.contrast === true;
  if (language !== known.language || contrast !== known.contrast) known = { language, contrast };
  return known;
}
