/** The slots of a day: those that are free lead on, the others say that they are full. */

import type { ComponentChildren } from "preact";
import { clock } from "../../src/time";
import type { Slot } from "../../src/types";
import { t } from "./words";

interface TimesProps {
  slots: Slot[];
  zone: string;
  /** How many come together. */
  party: number;
  /** The slot that one has already. */
  own?: string;
  link(slot: Slot): string;
}

export function Times({ slots, zone, party, own, link }: TimesProps) {
  return <ByPart slots={slots} zone={zone}>{(slot) => {
    const at = clock(slot.start, zone);
    if (slot.id === own) return <span class="time gone"><b>{at}</b><small>{t("ownSlot")}</small></span>;
    if (slot.left < party) return <span class="time gone"><b>{at}</b><small>{slot.left > 0 ? t("only", slot.left) : t("full")}</small></span>;
    return <a class="time" href={link(slot)}><b>{at}</b><small>{t("places", slot.left)}</small></a>;
  }}</ByPart>;
}

/** Slots under the names of the day's parts. */
export function ByPart({ slots, zone, children }: { slots: Slot[]; zone: string; children(slot: Slot): ComponentChildren }) {
  return <>{parts(slots, zone).map(([name, own]) => (
    <div key={name} class="stack"><h3 class="small soft">{name}</h3>
      <ul class="times">{own.map((slot) => <li key={slot.id}>{children(slot)}</li>)}</ul>
    </div>
  ))}</>;
}

/** Morning to 12, afternoon to 18, then night; by the office's clock. */
function parts(slots: Slot[], zone: string): [string, Slot[]][] {
  const part = (slot: Slot) => {
    const hour = Number(clock(slot.start, zone).slice(0, 2));
    return hour < 12 ? t("morning") : hour < 18 ? t("afternoon") : t("evening");
  };
  const by = new Map<string, Slot[]>();
  for (const slot of slots) by.set(part(slot), [...(by.get(part(slot)) ?? []), slot]);
  return [...by];
}
