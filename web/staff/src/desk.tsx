/** The desk: the counter's ticket and commands, the line beside it, the other counters below. */

import { useEffect } from "preact/hooks";
import { useLine } from "../../src/line";
import { useNow, useRead } from "../../src/hooks";
import { clock } from "../../src/time";
import type { Office, OfficeSummary } from "../../src/types";
import { LiveNote, Notice, Top } from "../../src/ui";
import { LineList } from "./line-list";
import { isMine, servicesOf } from "./mine";
import { Others } from "./others";
import { Ticket } from "./ticket";
import { useCounter } from "./use-counter";
import { t } from "./words";
import { Commands, StateSwitch } from "./commands-bar";

interface Props {
  office: OfficeSummary;
  counter: string;
  onChange(): void;
  onLeave(): void;
}

export function Desk({ office, counter, onChange, onLeave }: Props) {
  const read = useLine(office.id);
  const desk = useCounter(office.id, counter, read);
  const now = useNow(1);
  const { value: described } = useRead<Office>(`/offices/${office.id}`);
  const names = new Map(described?.services.map((service) => [service.id, service.name]));
  const services = servicesOf(described, counter);
  const cell = read.line?.counters.find((one) => one.counter === counter);
  useEffect(() => {
    if (read.problem?.status === 401) onLeave();
  }, [read.problem]);
  return (
    <div class="desk">
      <Top home="/staff/" name={t("counter", counter)}>
        <h1 class="where">{office.name}</h1>
        <button type="button" class="leave" onClick={onChange}>{t("change")}</button>
        <button type="button" class="leave" onClick={onLeave}>{t("signOut")}</button>
      </Top>
      <main class={read.live ? "" : "stale"}>
        <section class="work">
          <div class="bar">
            <StateSwitch state={cell?.state} busy={desk.busy} onState={desk.setState} />
            <LiveNote live={read.live} since={read.since} zone={office.time_zone} />
          </div>
          <Ticket cell={cell} names={names} now={now} waiting={read.line?.waiting.filter((one) => isMine(one, services)).length ?? 0} zone={office.time_zone} />
          <Said desk={desk} stale={!read.live && read.since > 0 ? clock(read.since, office.time_zone) : undefined} refused={read.problem?.status === 403 ? read.problem.title : undefined} />
          <Commands cell={cell} busy={desk.busy} onCommand={desk.command} />
        </section>
        <LineList line={read.line} names={names} services={services} />
        <Others line={read.line} mine={counter} now={now} />
      </main>
    </div>
  );
}

/** At most one sentence about what just happened, in a place of its own so that nothing jumps. */
function Said({ desk: { problem }, stale, refused }: { desk: ReturnType<typeof useCounter>; stale?: string; refused?: string }) {
  return (
    <div class="said" aria-live="polite">
      {problem ? sentence(problem)
        : refused ? <Notice kind="bad" title={refused} />
          : stale && <Notice kind="warn" title={t("staleTitle")}><p>{t("stale", stale)}</p></Notice>}
    </div>
  );
}

function sentence(problem: NonNullable<ReturnType<typeof useCounter>["problem"]>) {
  if (problem.kind === "nobody-waiting") return <Notice><p>{t("nobody")}</p></Notice>;
  if (problem.status === 0) return <Notice kind="warn" title={t("notSent")}><p>{t("notSentHint")}</p></Notice>;
  return <Notice kind="warn" title={problem.title}>{problem.detail !== problem.title && <p>{problem.detail}</p>}</Notice>;
}
