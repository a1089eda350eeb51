/** How to get to an office: its address, and a map of the phone's own; no map is loaded here. */

import type { Office } from "../src/types";
import { t } from "./words";

export function Way({ office, open }: { office: Pick<Office, "name" | "address" | "position">; open?: boolean }) {
  if (!office.position && !office.address) return null;
  return (
    <details class="card" open={open}>
      <summary>{t("way")}</summary>
      <div class="stack">
        {office.address && <p>{office.address}</p>}
        {office.position && <a class="button second" href={mapOf(office, navigator.userAgent)} rel="noreferrer">{t("map")}</a>}
      </div>
    </details>
  );
}

/** A link that opens the phone's own map at the office, or a map in the browser. */
export function mapOf({ name, position }: Pick<Office, "name" | "position">, agent: string): string {
  const point = `${position?.latitude},${position?.longitude}`;
  if (/Android/.test(agent)) return `geo:${point}?q=${point}(${encodeURIComponent(name)})`;
  if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?daddr=${point}`;
  return `https://www.openstreetmap.org/directions?to=${point}`;
}
