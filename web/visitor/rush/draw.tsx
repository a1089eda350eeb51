/** A day's draw as everyone sees it: when, what was promised before, what came out, and the check of all of it. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { get, type Problem } from "../../src/api";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clockZone, decimal, longDate, noonOf } from "../../src/time";
import type { Draw, Office, Service } from "../../src/types";
import { Blank, Notice, ProblemNote } from "../../src/ui";
import { mine, type Mine } from "../mine";
import { to } from "../route";
import { Back, useOffice, useTitle } from "../shared";
import type { Published } from "./check";
import { DrawCheck } from "./draw-check";
import type { RushPlace } from "./place";
import { firstSeen, isSame } from "./seen";
import { t } from "./words";

const SOON = 20_000;

export function DrawPage(place: RushPlace) {
  const { value: office, problem: lost } = useOffice(place.office);
  const service = office?.services.find((one) => one.id === place.service);
  const { draw, problem, reload } = useDraw(place);
  const seen = useMemo(() => (draw ? firstSeen(place.office, place.service, draw) : {}), [draw]);
  const own = mine().filter(({ booking }) => booking?.draw?.day === place.day && booking.office === place.office && booking.service === place.service);
  useTitle(t("drawTitle"));
  return (
    <div class="page">
      <Back to={to("o", place.office, place.service)}>{service?.name}</Back>
      <header class="head"><h1>{t("drawTitle")}</h1>
        <p class="soft">{office?.name ?? ""} · {longDate(noonOf(place.day), "UTC")}</p></header>
      <ProblemNote problem={problem ?? lost} again={reload} />
      {!(draw && office) && !problem && !lost && <><Blank height="9rem" /><Blank height="9rem" /></>}
      {draw && office && service && <>
        <Now draw={draw} office={office} service={service} own={own} />
        {draw.state === "drawn" && <DrawCheck place={place} draw={draw} seen={seen} own={own.flatMap(({ booking }) => booking?.draw?.entry ?? [])} />}
        <Facts draw={draw} seen={seen} />
      </>}
    </div>
  );
}

function Now({ draw, office, service, own }: { draw: Draw; office: Office; service: Service; own: Mine[] }) {
  const zone = office.time_zone;
  const now = serverTime(useNow(10));
  // The clock is ahead of a page that was read a while ago.
  const state = draw.state === "announced" && now >= Date.parse(draw.opens) ? "open" : draw.state === "open" && now >= Date.parse(draw.closes) ? "closed" : draw.state;
  const words = {
    announced: t("announced", longDate(draw.opens, zone), clockZone(draw.opens, zone)), open: t("isOpen", clockZone(draw.closes, zone)),
    closed: t("isClosed"), drawn: t("isDrawn"),
  };
  return (
    <section class="card stack">
      <p role="status"><strong>{words[state]}</strong></p>
      <ul class="ticks"><li>{t("drawFair")}</li><li>{t("drawOne")}</li><li>{t("drawProof")}</li></ul>
      {own.map((one) => <a key={one.code} class="button" href={to("b", one.code)}>{t("seeEntry")}</a>)}
      {state === "open" && !own.length && <a class="button" href={to("o", office.id, service.id, "draw", draw.day, service.requires.length ? "bring" : "who")}>{t("enter")}</a>}
      {state === "drawn" && !own.length && <a class="button second" href={to("o", office.id, service.id, "wait")}>{t("toWaitlist")}</a>}
    </section>
  );
}

function Facts({ draw, seen }: { draw: Draw; seen: Published }) {
  const places = draw.places && Object.values(draw.places).reduce((sum, one) => sum + one, 0);
  return (
    <section class="card stack">
      <h2>{t("facts")}</h2>
      {isSame(draw, seen) ? <p class="soft small">{t("seenBefore")}</p> : <Notice kind="bad" title={t("seenOther")} role="alert" />}
      <dl class="facts">
        <div><dt>{t("entries")}</dt><dd>{decimal(draw.entries)}</dd></div>
        {places !== undefined && <div><dt>{t("placesDrawn")}</dt><dd>{decimal(places)}</dd></div>}
        {(["commit", "root", "sealed", "seed"] as const).map((name) => (
          <div key={name}><dt>{t(name)}</dt><dd>{draw[name] ? <span class="codes hash">{draw[name]}</span> : <span class="soft">{t("later")}</span>}</dd></div>
        ))}
      </dl>
      {draw.state !== "drawn" && <Notice><p>{t("factsHint")}</p></Notice>}
    </section>
  );
}

/** Read again while it moves and is looked at. */
function useDraw({ office, service, day }: RushPlace) {
  const [draw, set] = useState<Draw>();
  const [problem, setProblem] = useState<Problem>();
  const reload = () => void get<Draw>(`/offices/${office}/services/${service}/draws/${day}`).then((read) => (setProblem(undefined), set(read)), setProblem);
  useEffect(reload, [office, service, day]);
  const moves = draw?.state !== "drawn";
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), SOON);
    return () => clearInterval(timer);
  }, [moves, office, service, day]);
  return { draw, problem, reload };
}
