/** Those who stand aside: on hold until staff let them wait again, or missed and good to return within the grace. */

import { timer } from "../../src/duration";
import type { Aside } from "../../src/line";
import type { Service } from "../../src/types";
import { sign } from "./ticket";
import { t } from "./words";

interface Props {
  kind: "held" | "missed";
  all: Aside[];
  services: Map<string, Service>;
  /** The server's time. */
  now: number;
  busy: boolean;
  onBack(number: string): void;
  onVoid(one: Aside): void;
}

export function AsideList({ kind, all, services, now, busy, onBack, onVoid }: Props) {
  const shown = all.filter((one) => !one.until || Date.parse(one.until) > now);
  if (!shown.length) return null;
  return (
    <section class={`aside card ${kind}`} aria-label={t(kind)}>
      <h2>{t(kind)} <span class="soft">{shown.length}</span></h2>
      <ul>
        {shown.map((one) => (
          <li key={one.number}>
            <b>{one.number}</b>
            <span class="service"><span>{services.get(one.service)?.name ?? one.service}</span><small>{timeOf(one, now)}</small></span>
            <button type="button" class="button second" aria-label={t("backLabel", one.number)} aria-disabled={busy ? "true" : undefined}
              onClick={() => onBack(one.number)}>{t("back")}</button>
            {kind === "held" && <button type="button" class="more" aria-label={`${t("voidIt")} ${one.number}`} title={t("voidIt")} onClick={() => onVoid(one)}>
              <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
            </button>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How long it is on hold already, or may still return. */
function timeOf({ since, until }: Aside, now: number): string {
  if (until) return t("returnWithin", timer(now, Date.parse(until), sign()));
  return since ? t("heldFor", timer(Date.parse(since), now, sign())) : "";
}
