/** The bookable days of an office, a week a page; closed days say so and cannot be chosen. */

import { useEffect, useState } from "preact/hooks";
import { dayParts, noonOf, shortDate } from "../../src/time";
import { Button } from "../../src/ui";
import type { OpenDay } from "./open-days";
import { t } from "./words";

const WEEK = 7;
interface DaysProps {
  days: OpenDay[];
  chosen: string;
  /** Days that are known to have no place left. */
  full: Set<string>;
  choose(date: string): void;
}

export function Days({ days, chosen, full, choose }: DaysProps) {
  const [turned, turn] = useState<number>();
  const week = turned ?? Math.floor(Math.max(0, days.findIndex((day) => day.date === chosen)) / WEEK);
  useEffect(() => turn(undefined), [chosen]);
  const shown = days.slice(week * WEEK, (week + 1) * WEEK);
  const closed = shown.filter((day) => day.why);
  return (
    <fieldset class="days stack">
      <legend>{t("day")}</legend>
      <div class="strip">{shown.map((day) =>
        <Day key={day.date} day={day} today={day === days[0]} chosen={day.date === chosen} full={full.has(day.date)} choose={choose} />)}</div>
      {closed.map((day) => <p key={day.date} class="soft small">{shortDate(noonOf(day.date), "UTC")}: {day.why}</p>)}
      {days.length > WEEK && (
        <div class="pager">
          <Button kind="quiet" disabled={week === 0} onClick={() => turn(week - 1)}>{t("weekBefore")}</Button>
          <Button kind="quiet" disabled={(week + 1) * WEEK >= days.length} onClick={() => turn(week + 1)}>{t("weekAfter")}</Button>
        </div>
      )}
    </fieldset>
  );
}

function Day({ day, today, chosen, full, choose }: { day: OpenDay; today: boolean; chosen: boolean; full: boolean; choose(date: string): void }) {
  const { weekday, day: number, month } = dayParts(noonOf(day.date));
  return (
    <label class={`day ${day.open ? "" : "shut"}`}>
      <input type="radio" name="day" value={day.date} checked={chosen} disabled={!day.open} onChange={() => choose(day.date)} />
      <span><small>{today ? t("today") : weekday}</small><b>{number}</b><small>{!day.open ? t("closedDay") : full ? t("full") : month}</small></span>
    </label>
  );
}
