/** One office now: its figures, and what needs care. */

import { useEffect } from "preact/hooks";
import { useLine, type Line } from "../../src/line";
import { useNow } from "../../src/hooks";
import { satisfied, useWeek } from "../../src/reports";
import { clock } from "../../src/time";
import type { OfficeSummary } from "../../src/types";
import { Blank, LiveNote } from "../../src/ui";
import { Closing } from "./closing";
import { longestWait, troubles } from "./troubles";
import { t } from "./words";

interface Props {
  office: OfficeSummary;
  onTroubles(id: string, count: number): void;
  onLeave(): void;
}

export function OfficeCard({ office, onTroubles, onLeave }: Props) {
  const { line, live, since, problem } = useLine(office.id);
  const found = line ? troubles(line) : [];
  if (problem && line) found.unshift(t("unknown", clock(since, office.time_zone)));
  useEffect(() => onTroubles(office.id, found.length), [found.length]);
  useEffect(() => {
    if (problem?.status === 401) onLeave();
  }, [problem]);
  return (
    <section class={`office card ${found.length ? "in-need" : ""} ${line && !live ? "stale" : ""}`}>
      <header><h2>{office.name}</h2><LiveNote live={live} since={since} zone={office.time_zone} /></header>
      {found.length > 0 && <ul class="troubles">{found.map((one) => <li key={one}>{one}</li>)}</ul>}
      {line ? <Figures line={line} office={office} /> : problem?.status === 403 ? <p class="soft">{problem.title || t("denied")}</p> : <Blank />}
      {problem?.status !== 403 && <Closing office={office} />}
    </section>
  );
}

function Figures({ line, office }: { line: Line; office: OfficeSummary }) {
  const { days, today } = useWeek(office.id, office.time_zone, useNow(60));
  const report = days?.find((one) => one.day === today);
  const share = report ? satisfied(report) : null;
  const here = line.waiting.filter((one) => one.present).length;
  const open = line.counters.filter((counter) => counter.state === "open").length;
  const connected = line.devices.filter((device) => device.status === "online").length;
  return (
    <>
      <dl class="figures">
        <Figure value={String(here)} word={t("waiting")} />
        <Figure value={here ? t("minutes", longestWait(line)) : t("none")} word={t("longest")} />
        <Figure value={`${open}/${line.counters.length}`} word={t("counters")} />
        <Figure value={share === null ? t("none") : `${share} %`} word={t("satisfied")} />
      </dl>
      {connected > 0 && <p class="soft small">{t("devices", connected)}</p>}
    </>
  );
}

const Figure = ({ value, word }: { value: string; word: string }) => <div><dt>{word}</dt><dd>{value}</dd></div>;
