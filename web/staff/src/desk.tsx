/** The desk: the counter's ticket and commands, the line beside it, the other counters below. */

import { useEffect } from "preact/hooks";
import { useLine } from "../../src/line";
import { useNow, useRead } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import type { Office, OfficeSummary } from "../../src/types";
import { LiveNote, Top } from "../../src/ui";
import { AsideList } from "./aside-list";
import { useAtCounter } from "./at-counter";
import { Commands, StateSwitch } from "./commands-bar";
import { Dialogs } from "./dialogs";
import { LineList } from "./line-list";
import { isMine, nextOf, takesOf } from "./mine";
import { Others } from "./others";
import { Said } from "./said";
import { Ticket } from "./ticket";
import { UndoBar } from "./undo";
import { useCounter } from "./use-counter";
import { useDesk } from "./use-desk";
import { t } from "./words";

interface Props {
  office: OfficeSummary;
  counter: string;
  onChange(): void;
  onLeave(): void;
}

/** While no board comes by message the line is read so often, in seconds. */
const UNLINKED = 5;

export function Desk({ office, counter, onChange, onLeave }: Props) {
  const read = useLine(office.id, UNLINKED);
  const { line, live, since, problem } = read;
  const { value: described, problem: undescribed, reload: describe } = useRead<Office>(`/offices/${office.id}`);
  const desk = useCounter(office.id, counter, read);
  const tick = useNow(1);
  // Timers stand still at what was last known, as all else does.
  const now = serverTime(live || !since ? tick : since);
  const services = new Map(described?.services.map((one) => [one.id, one]));
  const cell = line?.counters.find((one) => one.counter === counter);
  const takes = takesOf(described, counter, cell);
  const waiting = line?.waiting ?? [];
  const known = useAtCounter(office.id, counter, cell);
  const work = useDesk(desk, { cell, now, next: nextOf(waiting, takes)?.number });
  const station = services.get(services.get(cell?.service ?? "")?.next ?? "")?.name;
  const busy = !!desk.busy;
  useEffect(() => {
    if (!undescribed) return;
    const timer = setTimeout(describe, UNLINKED * 1000);
    return () => clearTimeout(timer);
  }, [undescribed]);
  useEffect(() => {
    if (problem?.status === 401) onLeave();
  }, [problem]);
  return (
    <div class="desk">
      <Top home="/staff/" name={t("counter", counter)}>
        <h1 class="where">{office.name}</h1>
        <button type="button" class="leave help" aria-keyshortcuts="F1 ?" onClick={() => work.ask({ about: "help" })}>{t("help")}</button>
        <button type="button" class="leave" onClick={onChange}>{t("change")}</button>
        <button type="button" class="leave" onClick={onLeave}>{t("signOut")}</button>
      </Top>
      <main class={live ? "" : "stale"}>
        <section class="work">
          <div class="bar">
            <StateSwitch state={cell?.state} busy={desk.busy} onState={work.setState} />
            <TakesButton names={(takes.services ?? []).map((id) => services.get(id)?.name ?? id)} open={cell?.state !== "closed"}
              onClick={() => work.ask({ about: "services" })} />
            <LiveNote live={live} since={since} zone={office.time_zone} />
          </div>
          <Ticket cell={cell} known={known} services={services} now={now} zone={office.time_zone}
            waiting={waiting.filter((one) => isMine(one, takes)).length} />
          <div class="after">
            <Said problem={desk.problem} stale={!live && since > 0 ? since : undefined} zone={office.time_zone}
              refused={problem?.status === 403 ? problem.title : undefined} />
            <UndoBar line={line} cell={live ? cell : undefined} now={now} busy={busy} onUndo={() => work.command("undo")} />
          </div>
          <Commands cell={cell} station={station} busy={desk.busy} onCommand={work.command} />
        </section>
        <aside class="beside">
          <LineList line={line} services={services} takes={takes} onCall={(one) => work.call(one.number)}
            onVoid={(one) => work.ask({ about: "void", number: one.number })} onPick={() => work.call("")} />
          {(["held", "missed"] as const).map((kind) => (
            <AsideList key={kind} kind={kind} all={line?.[kind] ?? []} services={services} now={now} busy={busy}
              onBack={(number) => work.order("resume", { number })} onVoid={(one) => work.ask({ about: "void", number: one.number })} />
          ))}
        </aside>
        <Others line={line} mine={counter} now={now} />
      </main>
      <p class="only-read" aria-live="polite">{cell?.phase === "called" && cell.number ? t("saidCalled", cell.number) : ""}</p>
      <Dialogs work={work} counter={counter} cell={cell} line={line} office={described} services={takes.services ?? []} />
    </div>
  );
}

/** The services that this counter takes; to choose others the counter must not be closed. */
function TakesButton({ names, open, onClick }: { names: string[]; open: boolean; onClick(): void }) {
  return (
    <button type="button" class="takes" disabled={!open} title={names.join(", ")} onClick={onClick}>
      <span class="soft">{t("takes")}</span> <b>{names.join(", ") || t("takesAll")}</b>
    </button>
  );
}
