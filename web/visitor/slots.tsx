/** Choose a day of the next seven, then a slot with places left. */

import { useDraft } from "../src/draft";
import { useNow, useRead } from "../src/hooks";
import { clock, dayParts, longDate, nextDays, zoneName } from "../src/time";
import type { Office, Slot } from "../src/types";
import { Blank, Button, Notice, ProblemNote } from "../src/ui";
import { to } from "./route";
import { Back, useOffice, useTitle } from "./shared";
import { t } from "./words";

interface Place {
  office: string;
  service: string;
}

export function SlotsPage(place: Place) {
  const { value: office, problem, reload } = useOffice(place.office);
  useTitle(t("bookSlot"));
  return (
    <div class="page">
      <Back to={to("o", place.office, place.service)}>{office?.services.find((one) => one.id === place.service)?.name}</Back>
      <h1>{t("bookSlot")}</h1>
      <ProblemNote problem={problem} again={reload} />
      {office ? <Days place={place} office={office} /> : <Blank height="5rem" />}
    </div>
  );
}

function Days({ place, office }: { place: Place; office: Office }) {
  const days = nextDays(useNow(60), office.time_zone);
  const [kept, choose] = useDraft(`day:${place.office}:${place.service}`, "");
  const at = Math.max(0, days.findIndex((day) => day.date === kept));
  const { date } = days[at]!;
  const next = days[at + 1]?.date;
  return (
    <>
      <fieldset class="days">
        <legend>{t("day")}</legend>
        <div class="strip">{days.map((day, n) => <Day key={day.date} noon={day.noon} today={n === 0} date={day.date} chosen={n === at} choose={choose} />)}</div>
      </fieldset>
      <Times key={date} place={place} zone={office.time_zone} date={date} next={next ? () => choose(next) : undefined} />
    </>
  );
}

function Day({ noon, date, today, chosen, choose }: { noon: Date; date: string; today: boolean; chosen: boolean; choose(date: string): void }) {
  const { weekday, day, month } = dayParts(noon);
  return (
    <label class="day">
      <input type="radio" name="day" value={date} checked={chosen} onChange={() => choose(date)} />
      <span><small>{today ? t("today") : weekday}</small><b>{day}</b><small>{month}</small></span>
    </label>
  );
}

function Times({ place, zone, date, next }: { place: Place; zone: string; date: string; next?: () => void }) {
  const path = `/offices/${place.office}/services/${place.service}/slots?date=${date}`;
  const { value, problem, reload } = useRead<{ slots: Slot[] }>(path);
  if (problem) return <ProblemNote problem={problem} again={reload} />;
  if (!value) return <div class="times">{[1, 2, 3, 4, 5, 6].map((n) => <Blank key={n} height="4.500rem" />)}</div>;
  const free = value.slots.some((slot) => slot.left > 0);
  return (
    <section class="stack" aria-live="polite">
      <h2>{t("time")} <span class="soft">({zoneName(zone)})</span></h2>
      <p class="soft">{longDate(`${date}T12:00:00Z`, "UTC")}</p>
      {!free && <Notice kind="warn" title={value.slots.length ? t("allFull") : t("noSlots")}>{next && <Button kind="second" onClick={next}>{t("nextDay")}</Button>}</Notice>}
      {parts(value.slots, zone).map(([name, slots]) => (
        <div key={name} class="stack"><h3 class="small soft">{name}</h3>
          <ul class="times">{slots.map((slot) => <Time key={slot.id} slot={slot} zone={zone} place={place} />)}</ul>
        </div>
      ))}
    </section>
  );
}

function Time({ slot, zone, place }: { slot: Slot; zone: string; place: Place }) {
  const at = clock(slot.start, zone);
  return (
    <li>{slot.left > 0
      ? <a class="time" href={to("o", place.office, place.service, "book", slot.id)}><b>{at}</b><small>{t("places", slot.left)}</small></a>
      : <span class="time gone"><b>{at}</b><small>{t("full")}</small></span>}</li>
  );
}

/** Morning to 12, afternoon to 18, then night; by the office's clock. */
function parts(slots: Slot[], zone: string): [string, Slot[]][] {
  const part = (slot: Slot) => {
    const hour = Number(clock(slot.start, zone).slice(0, 2));
    return hour < 12 ? t("morning") : hour < 18 ? t("afternoon") : t("evening");
  };
  const by = new Map<string, Slot[]>();
  for (const slot of slots) by.set(part(slot), [...(by.get(part(slot)) ?? []), slot]);
  return [...by];
}
