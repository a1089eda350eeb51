/** What an office set its display to; its agent has checked it (schemas/settings.py). */

import themes from "./themes.json";

export interface Dated {
  /** First and last day, both count. */
  from?: string;
  until?: string;
}

export interface Item extends Dated {
  file: string;
  /** How long a picture is shown. */
  seconds?: number;
  /** A video that may sound. */
  sound?: boolean;
}

export interface Text extends Dated {
  id: string;
  en?: string;
}

export interface Settings {
  theme?: string;
  playlist?: Item[];
  running?: Text[];
  emergency?: { id?: string; en?: string };
  voices?: string[];
  /** Percent. */
  volume?: number;
}

/** Those whose days have come and are not over; dates are the office's own. */
export const current = <T extends Dated>(items: T[], day: string): T[] =>
  items.filter(({ from, until }) => (!from || from <= day) && (!until || until >= day));

/** The packs to speak in; a display that says nothing of it speaks Indonesian. */
export const voices = (settings: Settings | undefined): string[] => settings?.voices ?? ["id"];

/** Puts a theme's colours into the page; one that is not known changes nothing. */
export function paint(name: string | undefined): void {
  const colours = (themes as Record<string, Record<string, string>>)[name ?? "hijau"];
  const root = document.documentElement;
  if (!colours || root.dataset.theme === name) return;
  root.dataset.theme = name ?? "hijau";
  for (const [colour, value] of Object.entries(colours)) root.style.setProperty(`--${colour}`, value);
}
