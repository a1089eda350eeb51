/** One day of an office: its roots, its figures, whether the order was kept, and the check. */

import { useRead } from "../../src/hooks";
import type { OfficeSummary } from "../../src/types";
import { Blank, Notice, ProblemNote } from "../../src/ui";
import { Check } from "./check-form";
import type { Summary } from "./entries";
import { Order } from "./order";
import { RootCard } from "./root";
import { t } from "./words";

const FIGURES = ["issued", "called", "served", "no_show", "withdrawn", "void", "ended", "undone", "held", "returned", "transferred", "turn_anew", "chosen_services", "without_link", "conflicts"] as const;

interface Props {
  office: OfficeSummary;
  date: string;
  code: string;
  onOther(office: string, day: string, code: string): void;
}

export function DayPage({ office, date, code, onOther }: Props) {
  const { value: day, problem, reload } = useRead<Summary>(`/offices/${encodeURIComponent(office.id)}/ledger/summary?date=${date}`);
  // A code may be of another office and day, which only its own entries tell.
  const empty = day?.entries === 0;
  return (
    <>
      <ProblemNote problem={problem} again={reload} />
      {!day && !problem && <><Blank height="9rem" /><Blank height="9rem" /></>}
      {day && empty && <Notice><p>{t("empty")}</p></Notice>}
      {day && !empty && <>
        <section class="card stack">
          <p><span class={`tag ${day.closed_root ? "good" : "warn"}`}>{t(day.closed_root ? "dayClosed" : "goesOn")}</span></p>
          {day.closed_root
            ? <RootCard name={t("closedRoot")} hint={t("closedRootHint")} root={day.closed_root} />
            : <RootCard name={t("headRoot")} hint={t("headRootHint")} root={day.root} />}
          {day.supplement_root && <RootCard name={t("supplementRoot")} hint={t("supplementHint")} root={day.supplement_root} />}
        </section>
        <Order order={day.out_of_order} calls={day.called} aside={day.passed_aside} />
        <section class="stack">
          <h2>{t("figures")}</h2>
          <dl class="figures">{FIGURES.map((name) => <div key={name} class="card"><dt>{t(name)}</dt><dd>{day[name]}</dd></div>)}</dl>
        </section>
      </>}
      {day && (!empty || code) && <Check office={office} date={date} code={code} known={day} onOther={onOther} />}
    </>
  );
}
