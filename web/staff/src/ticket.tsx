/** The ticket at this counter, large, with how long it has been called or served and what its visitor brings. */

import { timer } from "../../src/duration";
import { language } from "../../src/i18n";
import type { LineCounter } from "../../src/line";
import { clock } from "../../src/time";
import type { Service } from "../../src/types";
import type { AtCounter } from "./at-counter";
import { TicketFacts } from "./ticket-facts";
import { t } from "./words";

interface Props {
  cell?: LineCounter;
  known?: AtCounter;
  services: Map<string, Service>;
  /** The server's time. */
  now: number;
  waiting: number;
  zone: string;
}

export const sign = (): string => (language() === "en" ? ":" : ".");

export function Ticket({ cell, known, services, now, waiting, zone }: Props) {
  if (!cell?.number) return <Idle cell={cell} waiting={waiting} />;
  const since = cell.since ? Date.parse(cell.since) : undefined;
  return (
    <div class={`ticket ${cell.phase ?? ""}`}>
      <div class="who">
        <p class="number">{cell.number}</p>
        <p class="service">{services.get(cell.service ?? "")?.name ?? ""}</p>
        <p class="phase">
          <b>{cell.phase === "serving" ? t("serving") : t("called")}</b>
          {since !== undefined && <><span class="timer" role="timer">{timer(since, now, sign())}</span><span class="since">{t("since", clock(since, zone))}</span></>}
        </p>
      </div>
      <TicketFacts number={cell.number} known={known} service={services.get(cell.service ?? "")} services={services} zone={zone} />
    </div>
  );
}

function Idle({ cell, waiting }: { cell?: LineCounter; waiting: number }) {
  const title = !cell || cell.state === "closed" ? t("closedTitle") : cell.state === "paused" ? t("pausedTitle") : t("idle");
  const hint = cell?.state !== "open" ? t("openFirst") : waiting ? t("idleCount", waiting) : t("nobody");
  return <div class="ticket idle"><p class="ready">{title}</p><p>{hint}</p></div>;
}
