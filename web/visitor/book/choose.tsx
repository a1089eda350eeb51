/** Choose a day, then a slot of it with places left. */

import { useEffect, useState } from "preact/hooks";
import { useDraft } from "../../src/draft";
import { useNow, useRead } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clock, dayOf, longDate, noonOf, offsetOf, zoneName } from "../../src/time";
import type { Office, Service, Slot, SlotsOfDay } from "../../src/types";
import { Blank, Button, Notice, ProblemNote } from "../../src/ui";
import { to } from "../route";
import { Days } from "./days";
import { openDays, slotsOn } from "./open-days";
import { Others } from "./others";
import { ReleaseNote, rushed } from "./release";
import { Times } from "./times";
import { t } from "./words";

interface ChooseProps {
  office: Office;
  service: Service;
  party: number;
  own?: string;
  link(slot: Slot): string;
  /** Leave out what leads to another booking: other offices, the waitlist. */
  alone?: boolean;
}

export function Choose(props: ChooseProps) {
  const { office, service } = props;
  const days = openDays(office, service, useNow(60));
  const open = days.filter((day) => day.open);
  const [kept, choose] = useDraft(`day:${office.id}:${service.id}`, "");
  const [full, setFull] = useState(new Set<string>());
  const { date } = open.find((day) => day.date === kept) ?? open[0] ?? days[0]!;
  const next = open[open.findIndex((day) => day.date === date) + 1]?.date;
  const known = (at: string, is: boolean) => is !== full.has(at) && setFull(new Set(is ? [...full, at] : [...full].filter((one) => one !== at)));
  return (
    <>
      <Days days={days} chosen={date} full={full} choose={choose} />
      <TheDay key={date} {...props} date={date} next={next ? () => choose(next) : undefined} known={(is) => known(date, is)} />
    </>
  );
}

interface DayProps extends ChooseProps {
  date: string;
  next?: () => void;
  known(full: boolean): void;
}

function TheDay({ office, service, party, own, link, alone, date, next, known }: DayProps) {
  const now = useNow(10);
  const { value, problem, reload } = useRead<SlotsOfDay>(slotsOn(office.id, service.id, date));
  const free = !!value?.slots.some((slot) => slot.left >= party);
  const isFull = !!value?.slots.length && !value.slots.some((slot) => slot.left > 0);
  useEffect(() => {
    if (value) known(isFull);
  }, [value]);
  if (problem) return <ProblemNote problem={problem} again={reload} />;
  if (!value) return <div class="times">{[1, 2, 3, 4, 5, 6].map((n) => <Blank key={n} height="4.25rem" />)}</div>;
  const early = !value.release && !value.slots.length && opensLater(office, date, now);
  const gate = value.release && rushed(office.id, service.id, date, value.release, now);
  return (
    <section class="stack">
      <h2>{t("time")} <span class="soft">({zoneName(office.time_zone)})</span></h2>
      <p class="soft">{longDate(noonOf(date), "UTC")}{party > 1 && ` · ${t("forPeople", party)}`}</p>
      <p class="only-read" role="status">{gate === "shut" ? "" : t("freeTimes", value.slots.filter((slot) => slot.left >= party).length)}</p>
      {value.release && <ReleaseNote office={office} service={service.id} day={date} release={value.release} />}
      {early && <Notice title={t("opensAt", `${clock(early, office.time_zone)} ${zoneName(office.time_zone)}`)} />}
      {gate !== "shut" && !early && <>
        {!free && <Notice kind="warn" title={!value.slots.length ? t("noSlots") : party > 1 && !isFull ? t("tooFew", party) : t("allFull")}>
          {next && <Button kind="second" onClick={next}>{t("nextDay")}</Button>}</Notice>}
        {!free && value.slots.length > 0 && !alone && <>
          <Others office={office.id} service={service.id} party={party} />
          <a class="button second" href={to("o", office.id, service.id, "wait")}>{t("joinWaitlist")}</a>
        </>}
        {!isFull && <Times slots={value.slots} zone={office.time_zone} party={party} own={own} link={link} />}
      </>}
    </section>
  );
}

/** When the newest day becomes bookable, while that is still to come today. */
function opensLater(office: Office, date: string, at: number): number | undefined {
  const { days = 0, opens } = office.booking ?? {};
  const now = serverTime(at);
  if (!opens || date !== dayOf(now + days * 86_400_000, office.time_zone)) return undefined;
  const [today, offset] = [dayOf(now, office.time_zone), offsetOf(office.time_zone)];
  const when = Date.parse(`${today}T${opens}:00${offset}`);
  return when > now ? when : undefined;
}
