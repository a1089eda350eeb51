/** Inside the waiting room: first the order is drawn, then one's own time comes; both by themselves. */

import { useEffect } from "preact/hooks";
import { post } from "../../src/api";
import { timer } from "../../src/duration";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clock } from "../../src/time";
import type { Office, Pass } from "../../src/types";
import { Notice } from "../../src/ui";
import { type Admission, isSettled, keepPass } from "../book/pass";
import { replace } from "../route";
import type { RushPlace } from "./place";
import { t } from "./words";

/** A lost link does not cost the place: the page asks again this often. */
const AGAIN = 4000;

export function Inside({ place, office, pass, changed }: { place: RushPlace; office: Office; pass: Admission; changed(): void }) {
  const now = serverTime(useNow(1));
  const at = Date.parse(pass.admitted_at);
  const settled = isSettled(pass);
  const due = now >= at;
  useEffect(() => {
    if (!due) return;
    if (!settled) return askUntilSettled(place, pass, changed);
    sessionStorage.setItem(`antrean:draft:day:${place.office}:${place.service}`, JSON.stringify(place.day));
    replace("o", place.office, place.service, "book");
  }, [due, settled]);
  const left = Math.max(0, at - now);
  const minutes = Math.ceil(left / 60_000);
  return (
    <section class="card stack room">
      <p>{t(settled ? "yourTurnAt" : "settlesAt")}</p>
      <p class="clock"><b>{clock(at, office.time_zone)}</b></p>
      <progress aria-label={t("roomTitle")} max={Math.max(1, at - pass.came)} value={Math.min(at, Math.max(0, now - pass.came))} />
      <p class="soft" aria-hidden="true">{timer(0, left)}</p>
      <p class="only-read" role="status">{due ? t(settled ? "roomReady" : "settling") : t("roomMinutes", minutes)}</p>
      <Notice title={t("roomStay")}><p>{t("roomGoesOn")} {t("roomKept")}</p>{!settled && <p>{t("roomLot")}</p>}</Notice>
    </section>
  );
}

/** Asks with the pass when its holder is let in, until that is known; gives what ends it. */
function askUntilSettled({ office, service, day }: RushPlace, pass: Admission, changed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined, over = false;
  const ask = () => void post<Pass>(`/offices/${office}/room`, { service, day, pass: pass.pass }, `room:${office}:${service}:${day}`).then((next) => {
    keepPass(office, service, day, { ...next, came: pass.came });
    changed();
  }, () => void (over || (timer = setTimeout(ask, AGAIN))));
  ask();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
