/** The waiting room of a day's release: one place in it, kept over reloads; it goes on to the slots by itself. */

import { useEffect, useState } from "preact/hooks";
import { post, type Problem } from "../../src/api";
import { timer } from "../../src/duration";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clock, longDate, noonOf } from "../../src/time";
import type { Office, Pass } from "../../src/types";
import { Blank, Button, Notice, ProblemNote } from "../../src/ui";
import { type Admission, isAdmitted, keepPass, passOf } from "../book/pass";
import { replace, to } from "../route";
import { Back, useOffice, useTitle } from "../shared";
import { t } from "./words";

interface Place {
  office: string;
  service: string;
  day: string;
}

export function RoomPage(place: Place) {
  const { value: office, problem, reload } = useOffice(place.office);
  const service = office?.services.find((one) => one.id === place.service);
  const [came, setCame] = useState(() => passOf(place.office, place.service, place.day, serverTime()));
  useTitle(t("roomTitle"));
  return (
    <div class="page">
      <Back to={to("o", place.office, place.service)} />
      <header class="head"><h1>{t("roomTitle")}</h1>
        <p class="soft">{service?.name ?? ""} · {longDate(noonOf(place.day), "UTC")}</p></header>
      <ProblemNote problem={problem} again={reload} />
      {!office && !problem && <Blank height="12rem" />}
      {office && (came ? <Inside place={place} office={office} pass={came} over={() => setCame(undefined)} /> : <Door place={place} came={setCame} />)}
    </div>
  );
}

/** Who comes in gets one place in the room; coming again, from other tabs or at once, gains none. */
function Door({ place, came }: { place: Place; came(pass: Admission): void }) {
  const { office, service, day } = place;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const enter = () => {
    setBusy(true);
    setProblem(undefined);
    post<Pass>(`/offices/${office}/room`, { service, day }, `room:${office}:${service}:${day}`).then((pass) => {
      const admission = { ...pass, came: serverTime() };
      keepPass(office, service, day, admission);
      came(admission);
    }, setProblem).finally(() => setBusy(false));
  };
  return (
    <div class="stack">
      <ul class="ticks card"><li>{t("roomOne")}</li><li>{t("roomTwo")}</li><li>{t("roomThree")}</li></ul>
      <ProblemNote problem={problem} />
      <Button wide busy={busy} onClick={enter}>{t("roomEnter")}</Button>
    </div>
  );
}

function Inside({ place, office, pass, over }: { place: Place; office: Office; pass: Admission; over(): void }) {
  const now = serverTime(useNow(1));
  const at = Date.parse(pass.admitted_at);
  const ready = isAdmitted(pass, now);
  useEffect(() => {
    if (!ready) return;
    sessionStorage.setItem(`antrean:draft:day:${place.office}:${place.service}`, JSON.stringify(place.day));
    if (now < Date.parse(pass.until)) replace("o", place.office, place.service, "book");
    else over();
  }, [ready]);
  const left = Math.max(0, at - now);
  const minutes = Math.ceil(left / 60_000);
  return (
    <section class="card stack room">
      <p>{t("yourTurnAt")}</p>
      <p class="clock"><b>{clock(at, office.time_zone)}</b></p>
      <progress aria-label={t("roomTitle")} max={Math.max(1, at - pass.came)} value={Math.max(0, now - pass.came)} />
      <p class="soft" aria-hidden="true">{timer(0, left)}</p>
      <p class="only-read" role="status">{ready ? t("roomReady") : t("roomMinutes", minutes)}</p>
      <Notice><p><strong>{t("roomStay")}</strong></p><p>{t("roomKept")}</p></Notice>
    </section>
  );
}
