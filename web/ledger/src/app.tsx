/** Choose an office and a day; its roots, figures and check stand below. */

import { useEffect, useState } from "preact/hooks";
import { useLanguage, useRead } from "../../src/hooks";
import { dayOf } from "../../src/time";
import type { OfficeSummary } from "../../src/types";
import { Blank, ProblemNote, Top } from "../../src/ui";
import { words } from "../../src/words";
import { asked, remember } from "./asked";
import { DayPage } from "./day";
import type { Own } from "./entries";
import { t } from "./words";

export function App() {
  const spoken = useLanguage();
  useEffect(() => { document.title = `${t("name")} · Antrean`; }, [spoken]);
  const { value, problem, reload } = useRead<{ offices: OfficeSummary[] }>("/offices");
  const [chosen, choose] = useState(asked);
  useEffect(() => remember(chosen), [chosen]);
  // A ticket's page gives the code alone: its own entries tell of which office and day it is.
  const { value: own, problem: unknown } = useRead<Own>(chosen.code && !chosen.office ? `/tickets/${chosen.code}/entries` : undefined);
  useEffect(() => { if (own && !chosen.office) choose({ office: own.office, date: own.day, code: chosen.code }); }, [own]);
  const office = value?.offices.find((one) => one.id === chosen.office);
  const today = office && dayOf(Date.now(), office.time_zone);
  const date = chosen.date || today || "";
  return (
    <>
      <a class="skip" href="#content">{words("skip")}</a>
      <Top home="/" />
      <main id="content" class="page" tabIndex={-1}>
        <header class="head"><h1>{t("name")}</h1><p class="soft">{t("intro")}</p></header>
        <ProblemNote problem={problem} again={reload} />
        <ProblemNote problem={unknown} />
        {!value && !problem && <Blank height="8rem" />}
        {value && (
          <form class="choose" onSubmit={(event) => event.preventDefault()}>
            <div class="field">
              <label for="office">{t("office")}</label>
              <select id="office" value={office?.id ?? ""} onChange={(event) => choose({ office: event.currentTarget.value, date: chosen.date, code: "" })}>
                {!office && <option value="">{t("chooseOffice")}</option>}
                {value.offices.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
              </select>
            </div>
            <div class="field">
              <label for="day">{t("day")}</label>
              <input id="day" type="date" value={date} max={today} disabled={!office}
                onChange={(event) => event.currentTarget.value && choose({ office: chosen.office, date: event.currentTarget.value, code: "" })} />
            </div>
          </form>
        )}
        {office && <DayPage key={`${office.id} ${date}`} office={office} date={date} code={chosen.code}
          onOther={(id, day, code) => choose({ office: id, date: day, code })} />}
        {office && <a class="button quiet" href={`/#/o/${office.id}`}>{t("back")}</a>}
      </main>
    </>
  );
}
