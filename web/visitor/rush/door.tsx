/** The door of the waiting room: closed until shortly before the day opens, then one place for each who comes. */

import { useEffect, useState } from "preact/hooks";
import { post, type Problem } from "../../src/api";
import { focusField } from "../../src/draft";
import { timer } from "../../src/duration";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clockZone } from "../../src/time";
import type { Office, Pass } from "../../src/types";
import { Button, Field, Notice, ProblemNote } from "../../src/ui";
import { asksNik, useAsked } from "../book/asked";
import { keepPass } from "../book/pass";
import { digitsOf, faultOf, nikFault } from "../faults";
import type { RushPlace } from "./place";
import { t } from "./words";

/** Coming in again gains nothing, so nothing is asked before the visitor says so; after that the page comes back by itself. */
export function Door({ place, office, came }: { place: RushPlace; office: Office; came(): void }) {
  const { service, day } = place;
  const [asked, keep] = useAsked();
  const nik = asksNik(office.services.find((one) => one.id === service));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [opens, setOpens] = useState(0);
  const enter = (event?: Event) => {
    event?.preventDefault();
    const wrong = nik ? nikFault(asked.nik) : undefined;
    setProblem(wrong);
    if (wrong) return focusField("nik");
    setBusy(true);
    post<Pass>(`/offices/${office.id}/room`, { service, day, ...(nik && { nik: digitsOf(asked.nik) }) }, `room:${office.id}:${service}:${day}`).then((pass) => {
      keepPass(office.id, service, day, { ...pass, came: serverTime() });
      came();
    }, (refused: Problem) => {
      if (refused.kind === "not-admitted" && refused.retryAfter) setOpens(serverTime() + refused.retryAfter * 1000);
      else setProblem(refused);
      focusField(refused.field);
    }).finally(() => setBusy(false));
  };
  if (opens) return <Early opens={opens} zone={office.time_zone} open={() => (setOpens(0), enter())} />;
  return (
    <form class="stack" noValidate onSubmit={enter}>
      <ul class="ticks card"><li>{t("roomLot")}</li><li>{t("roomTabs")}</li><li>{t("roomKeeps")}</li></ul>
      {nik && <Field name="nik" label={t("roomNik")} hint={t("roomNikHint")} inputmode="numeric" autocomplete="off" maxLength={24} value={asked.nik}
        fault={faultOf(problem, "nik")} onText={(text) => keep({ ...asked, nik: text })} />}
      <ProblemNote problem={problem?.field ? undefined : problem} />
      <Button wide type="submit" busy={busy}>{t("roomEnter")}</Button>
    </form>
  );
}

function Early({ opens, zone, open }: { opens: number; zone: string; open(): void }) {
  const left = opens - serverTime(useNow(1));
  const due = left <= 0;
  useEffect(() => {
    if (due) open();
  }, [due]);
  return (
    <Notice title={t("roomOpens", clockZone(opens, zone))}>
      <p aria-hidden="true">{timer(0, Math.max(0, left))}</p><p>{t("roomStay")} {t("roomGoesOn")}</p></Notice>
  );
}
