/** The ticket at this counter, large, with how long it has been called or served. */

import { timer } from "../../src/duration";
import { language } from "../../src/i18n";
import type { LineCounter } from "../../src/line";
import { clock } from "../../src/time";
import { t } from "./words";

interface Props {
  cell?: LineCounter;
  names: Map<string, string>;
  now: number;
  waiting: number;
  zone: string;
}

export function Ticket({ cell, names, now, waiting, zone }: Props) {
  if (!cell?.number) return <Idle cell={cell} waiting={waiting} />;
  const since = cell.since ? Date.parse(cell.since) : undefined;
  return (
    <div class={`ticket ${cell.phase ?? ""}`}>
      <p class="number">{cell.number}</p>
      <p class="service">{names.get(cell.service ?? "") ?? ""}</p>
      <p class="phase">
        <b>{cell.phase === "serving" ? t("serving") : t("called")}</b>
        {since !== undefined && <><span class="timer">{timer(since, now, language() === "en" ? ":" : ".")}</span><span class="since">{t("since", clock(since, zone))}</span></>}
      </p>
    </div>
  );
}

function Idle({ cell, waiting }: { cell?: LineCounter; waiting: number }) {
  const title = !cell || cell.state === "closed" ? t("closedTitle") : cell.state === "paused" ? t("pausedTitle") : t("idle");
  const hint = cell?.state !== "open" ? t("openFirst") : waiting ? t("idleCount", waiting) : t("nobody");
  return <div class="ticket idle"><p class="ready">{title}</p><p>{hint}</p></div>;
}
