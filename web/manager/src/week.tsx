/** The last seven days of one office: three plots and a table. */

import { useState } from "preact/hooks";
import { useNow } from "../../src/hooks";
import { type DayReport, satisfied, useWeek } from "../../src/reports";
import { dayParts } from "../../src/time";
import type { OfficeSummary } from "../../src/types";
import { Blank, ProblemNote } from "../../src/ui";
import { Correction } from "./correction";
import { Bars, Lines } from "./plots";
import { t } from "./words";

export function Week({ offices }: { offices: OfficeSummary[] }) {
  const [id, choose] = useState(offices[0]!.id);
  const office = offices.find((one) => one.id === id) ?? offices[0]!;
  const { days, problem, reload } = useWeek(office.id, office.time_zone, useNow(60));
  return (
    <section class="week">
      <div class="title">
        <h2>{t("week")}</h2>
        <div class="field"><label class="only-read" for="office">{t("office")}</label>
          <select id="office" value={id} onChange={(event) => choose(event.currentTarget.value)}>
            {offices.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </div>
      </div>
      {!days && (problem ? <ProblemNote problem={problem} again={reload} /> : <Blank height="12rem" />)}
      {days?.length === 0 && <p class="card soft">{t("noReport")}</p>}
      {days && days.length > 0 && <><Plots days={days} /><Table days={days} office={office.id} /></>}
      {days && <Correction key={office.id} office={office.id} days={days.map((one) => one.day).reverse()} />}
    </section>
  );
}

function Plots({ days }: { days: DayReport[] }) {
  const labels = days.map(({ day }) => dayParts(noon(day)).weekday);
  return (
    <div class="plots">
      <Bars title={t("plotIssued")} labels={labels} names={[t("booked"), t("fromHome"), t("walkIn")]}
        values={[days.map((d) => d.booked), days.map((d) => d.from_home), days.map((d) => d.walk_in)]} />
      <Lines title={t("plotWait")} labels={labels} names={[t("mean"), t("p90")]}
        values={[days.map((d) => d.wait_minutes.mean), days.map((d) => d.wait_minutes.p90)]} />
      <Lines title={t("plotSatisfied")} labels={labels} names={[t("satisfaction")]} values={[days.map(satisfied)]} most={100} unit="%" />
    </div>
  );
}

function Table({ days, office }: { days: DayReport[]; office: string }) {
  const heads = [t("day"), t("issued"), t("served"), t("noShows"), t("wait"), t("wait90"), t("service"), t("satisfaction"), t("outOfOrder"), t("files")];
  return (
    <div class="table card" tabIndex={0} role="region" aria-label={t("week")}>
      <table>
        <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>{[...days].reverse().map((day) => <Row key={day.day} day={day} office={office} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ day, office }: { day: DayReport; office: string }) {
  const share = satisfied(day);
  return (
    <tr>
      <th scope="row">{shortDay(day.day)}</th>
      <td>{day.issued}</td><td>{day.served}</td><td>{day.no_shows}</td>
      <td>{minutes(day.wait_minutes.mean)}</td><td>{minutes(day.wait_minutes.p90)}</td><td>{minutes(day.service_minutes.mean)}</td>
      <td>{share === null ? t("none") : `${share} %`}</td><td>{day.out_of_order}</td>
      <td class="files"><a href={day.page} aria-label={t("pageOf", day.day)}>{t("report")}</a> <a href={day.csv} aria-label={t("csvOf", day.day)} download>CSV</a> <a href={`/ledger/?office=${office}&date=${day.day}`} aria-label={t("ledgerOf", day.day)}>{t("ledger")}</a></td>
    </tr>
  );
}

const minutes = (value: number | null) => (value === null ? t("none") : t("minutes", Math.round(value)));

function shortDay(day: string): string {
  const { weekday, day: date } = dayParts(noon(day));
  return `${weekday} ${date}`;
}

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
