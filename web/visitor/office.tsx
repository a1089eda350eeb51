/** An office: open or closed, its services with who waits now, its hours. */

import { useBoard, useNow } from "../src/hooks";
import { hour, spans, weekday, weekdayOf, zoneName } from "../src/time";
import type { Office } from "../src/types";
import { Blank, LiveNote, Notice, ProblemNote } from "../src/ui";
import { to } from "./route";
import { Back, Chevron, OpenTag, useOffice, useTitle, Waiting } from "./shared";
import { t } from "./words";

export function OfficePage({ id }: { id: string }) {
  const { value: office, problem, reload } = useOffice(id);
  const { board, live, since } = useBoard(id);
  useTitle(office?.name);
  return (
    <div class="page">
      <Back to="#/">{t("allOffices")}</Back>
      <ProblemNote problem={problem} again={reload} />
      {!office && <h1 class="only-read">{t("chooseService")}</h1>}
      {!office && !problem && <><Blank height="6rem" /><Blank height="6rem" /><Blank height="6rem" /></>}
      {office && <>
        <header class="head">
          <h1>{office.name}</h1>
          <p class="tags"><OpenTag office={office} /><LiveNote live={live} since={since} zone={office.time_zone} /></p>
        </header>
        {board?.notices.map((text) => <Notice key={text} kind="warn"><p>{text}</p></Notice>)}
        <section class="stack">
          <h2>{t("chooseService")}</h2>
          <ul class="rows">
            {office.services.map((service) => (
              <li key={service.id}>
                <a class="row card" href={to("o", id, service.id)}>
                  <span class="letter" aria-hidden="true">{service.letter}</span>
                  <span class="grow"><strong>{service.name}</strong><Waiting board={board} service={service} /></span>
                  <Chevron />
                </a>
              </li>
            ))}
          </ul>
        </section>
        <HoursTable office={office} />
        <a class="button quiet" href={`/ledger/?office=${id}`}>{t("ledger")}</a>
      </>}
    </div>
  );
}

function HoursTable({ office }: { office: Office }) {
  const today = weekdayOf(useNow(60), office.time_zone);
  const hours = spans(office.hours);
  return (
    <section class="card stack">
      <h2>{t("hours")} <span class="soft">({zoneName(office.time_zone)})</span></h2>
      <dl class="hours">
        {[0, 1, 2, 3, 4, 5, 6].map((day) => {
          const open = hours.filter((span) => span.day === day);
          return (
            <div key={day} class={day === today ? "today" : ""}>
              <dt>{weekday(day)}</dt>
              <dd>{open.length ? open.map((span) => <span key={span.open}>{hour(span.open)}–{hour(span.close)}</span>) : t("closedDay")}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
