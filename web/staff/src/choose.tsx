/** Where one sits today: the office, then the counter. */

import { useRead } from "../../src/hooks";
import type { Office, OfficeSummary } from "../../src/types";
import { Blank, Notice, ProblemNote } from "../../src/ui";
import { stateWord } from "./states";
import { t } from "./words";

export function OfficeChoice({ offices, onOffice }: { offices: OfficeSummary[]; onOffice(id: string): void }) {
  if (!offices.length) return <Notice kind="warn" title={t("noOffice")}><p>{t("noOfficeHint")}</p></Notice>;
  return (
    <section class="stack">
      <h1>{t("chooseOffice")}</h1>
      <ul class="stack">
        {offices.map(({ id, name }) => <li key={id}><button type="button" class="button second wide" onClick={() => onOffice(id)}>{name}</button></li>)}
      </ul>
    </section>
  );
}

interface CounterProps {
  office: OfficeSummary;
  onBack?: () => void;
  onCounter(id: string): void;
}

export function CounterChoice({ office, onBack, onCounter }: CounterProps) {
  const { value, problem, reload } = useRead<Office>(`/offices/${office.id}`);
  return (
    <section class="stack">
      <p class="soft">{office.name}</p>
      <h1>{t("chooseCounter")}</h1>
      <ProblemNote problem={problem} again={reload} />
      {!value && !problem && <Blank />}
      <ul class="counters">
        {value?.counters.map(({ id, state }) => (
          <li key={id}>
            <button type="button" class="counter-choice" onClick={() => onCounter(id)}>
              <b>{t("counter", id)}</b><span class={`tag ${state === "open" ? "good" : ""}`}>{stateWord(state)}</span>
            </button>
          </li>
        ))}
      </ul>
      {onBack && <button type="button" class="button quiet" onClick={onBack}>‹ {t("chooseOffice")}</button>}
    </section>
  );
}
