/** The waiting room of a day's release: one place in it, kept over reloads; it goes on to the slots by itself. */

import { useState } from "preact/hooks";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { longDate, noonOf } from "../../src/time";
import { Blank, ProblemNote } from "../../src/ui";
import { passOf } from "../book/pass";
import { to } from "../route";
import { Back, useOffice, useTitle } from "../shared";
import { Door } from "./door";
import { Inside } from "./inside";
import type { RushPlace } from "./place";
import { t } from "./words";

export function RoomPage(place: RushPlace) {
  const { value: office, problem, reload } = useOffice(place.office);
  const service = office?.services.find((one) => one.id === place.service);
  const now = serverTime(useNow(5));
  const [, draw] = useState(0);
  const pass = passOf(place.office, place.service, place.day, now);
  const again = () => draw((n) => n + 1);
  useTitle(t("roomTitle"));
  return (
    <div class="page">
      <Back to={to("o", place.office, place.service)} />
      <header class="head"><h1>{t("roomTitle")}</h1>
        <p class="soft">{service?.name ?? ""} · {longDate(noonOf(place.day), "UTC")}</p></header>
      <ProblemNote problem={problem} again={reload} />
      {!office && !problem && <Blank height="12rem" />}
      {office && (pass ? <Inside place={place} office={office} pass={pass} changed={again} /> : <Door place={place} office={office} came={again} />)}
    </div>
  );
}
