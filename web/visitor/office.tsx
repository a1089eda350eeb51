/** An office: open or closed, its services with who waits now, its hours. */

import { useBoard, useNow } from "../src/hooks";
import { dayOf, hour, noonOf, shortDate, spans, weekday, weekdayOf, zoneName } from "../src/time";
import type { Hours, Office, SpecialDay } from "../src/types";
import { Blank, LiveNote, Notice, ProblemNote } from "../src/ui";
import { to } from "./route";
import { Back, Chevron, OpenTag, useOffice, useTitle, Waiting } from "./shared";
import { Way } from "./way";
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
        <Way office={office} open />
        <a class="button quiet" href={`/ledger/?office=${id}`}>{t("ledger")}</a>
      </>}
    </div>
  );
}

function HoursTable({ office }: { office: Office }) {
  const now = useNow(60);
  const date = dayOf(now, office.time_zone);
  const seasons = office.seasons ?? [];
  const season = seasons.find((one) => inside(one, date));
  const today = office.special?.find((one) => one.day === date && !season);
  return (
    <section class="card stack">
      <h2>{t("hours")} <span class="soft">({zoneName(office.time_zone)})</span></h2>
      {today && <p><strong>{t("todayIs")}: {said(today.hours)}</strong> · {today.why}</p>}
      {season && <p><strong>{season.why}</strong> · {t("until", longDay(season.to))}</p>}
      <Week hours={season?.hours ?? office.hours} today={weekdayOf(now, office.time_zone)} />
      {seasons.filter((one) => one.from > date).map((one) => (
        <details key={one.from}><summary><span>{one.why}: {longDay(one.from)} – {longDay(one.to)}</span></summary><Week hours={one.hours} /></details>
      ))}
      <Days days={otherDays(office, date)} />
    </section>
  );
}

const MOST = 8;
const inside = ({ from, to: until }: { from: string; to: string }, date: string) => from <= date && date <= until;

/** The coming days that differ, without those of a season and today. */
export function otherDays({ special = [], closed = [], seasons = [] }: Office, today: string): SpecialDay[] {
  const known = new Set(special.map((one) => one.day));
  const far = closed.filter((one) => !known.has(one.day)).map((one) => ({ ...one, hours: [] }));
  return [...special, ...far].filter((one) => one.day > today && (!one.hours.length || !seasons.some((season) => inside(season, one.day))))
    .sort((a, b) => a.day.localeCompare(b.day)).slice(0, MOST);
}

const Days = ({ days }: { days: SpecialDay[] }) => days.length ? <>
  <h3 class="small">{t("otherDays")}</h3>
  <dl class="hours">{days.map((one) => <div key={one.day}><dt>{longDay(one.day)}</dt><dd><span>{said(one.hours)}</span><span class="soft">{one.why}</span></dd></div>)}</dl>
</> : null;

const said = (hours: SpecialDay["hours"]) => hours.map((span) => `${hour(span.open)}–${hour(span.close)}`).join(", ") || t("closedDay");
const longDay = (date: string) => shortDate(noonOf(date), "UTC");

function Week({ hours, today }: { hours: Hours[]; today?: number }) {
  return (
    <dl class="hours">
      {[0, 1, 2, 3, 4, 5, 6].map((day) => {
        const open = spans(hours).filter((span) => span.day === day);
        return (
          <div key={day} class={day === today ? "today" : ""}>
            <dt>{weekday(day)}</dt>
            <dd>{open.length ? open.map((span) => <span key={span.open}>{hour(span.open)}–{hour(span.close)}</span>) : t("closedDay")}</dd>
          </div>
        );
      })}
    </dl>
  );
}
