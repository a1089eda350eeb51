/** A day's draw as everyone sees it: when, what was promised before, what came out, and the check of all of it. */

import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../../src/api";
import { useNow } from "../../src/hooks";
import { serverTime } from "../../src/server-time";
import { clockZone, longDate, noonOf } from "../../src/time";
import type { Draw, Office, Service } from "../../src/types";
import { Blank, Notice, ProblemNote } from "../../src/ui";
import { mine } from "../mine";
import { to } from "../route";
import { Back, useOffice, useTitle } from "../shared";
import { t } from "./words";

interface Place {
  office: string;
  service: string;
  day: string;
}

const SOON = 20_000;

export function DrawPage(place: Place) {
  const { value: office, problem: lost } = useOffice(place.office);
  const service = office?.services.find((one) => one.id === place.service);
  const { draw, problem, reload } = useDraw(place);
  useTitle(t("drawTitle"));
  return (
    <div class="page">
      <Back to={to("o", place.office, place.service)}>{service?.name}</Back>
      <header class="head"><h1>{t("drawTitle")}</h1>
        <p class="soft">{office?.name ?? ""} · {longDate(noonOf(place.day), "UTC")}</p></header>
      <ProblemNote problem={problem ?? lost} again={reload} />
      {!(draw && office) && !problem && !lost && <><Blank height="9rem" /><Blank height="9rem" /></>}
      {draw && office && service && <>
        <Now draw={draw} office={office} service={service} />
        <Facts draw={draw} />
      </>}
    </div>
  );
}

function Now({ draw, office, service }: { draw: Draw; office: Office; service: Service }) {
  const zone = office.time_zone;
  const own = mine().filter((one) => one.booking?.draw?.day === draw.day && one.office === office.id && one.service === service.id);
  const now = serverTime(useNow(10));
  const open = draw.state === "open" || (draw.state === "announced" && now >= Date.parse(draw.opens) && now < Date.parse(draw.closes));
  const words = {
    announced: t("announced", longDate(draw.opens, zone), clockZone(draw.opens, zone)), open: t("isOpen", clockZone(draw.closes, zone)),
    closed: t("isClosed"), drawn: t("isDrawn"),
  };
  return (
    <section class="card stack">
      <p role="status"><strong>{words[open ? "open" : draw.state]}</strong></p>
      <ul class="ticks"><li>{t("drawFair")}</li><li>{t("drawOne")}</li><li>{t("drawProof")}</li></ul>
      {own.map((one) => <a key={one.code} class="button" href={to("b", one.code)}>{t("seeEntry")}</a>)}
      {open && !own.length && <a class="button" href={to("o", office.id, service.id, "draw", draw.day, service.requires.length ? "bring" : "who")}>{t("enter")}</a>}
      {draw.state === "drawn" && !own.length && <a class="button second" href={to("o", office.id, service.id, "wait")}>{t("toWaitlist")}</a>}
    </section>
  );
}

function Facts({ draw }: { draw: Draw }) {
  return (
    <section class="card stack">
      <h2>{t("facts")}</h2>
      <dl class="facts">
        <div><dt>{t("entries")}</dt><dd>{draw.entries}</dd></div>
        {draw.places !== undefined && <div><dt>{t("placesDrawn")}</dt><dd>{draw.places}</dd></div>}
        <div><dt>{t("commit")}</dt><dd class="codes hash">{draw.commit}</dd></div>
        <div><dt>{t("root")}</dt><dd class="codes hash">{draw.root ?? t("later")}</dd></div>
        <div><dt>{t("seed")}</dt><dd class="codes hash">{draw.seed ?? t("later")}</dd></div>
      </dl>
      {draw.state !== "drawn" && <Notice><p>{t("factsHint")}</p></Notice>}
    </section>
  );
}

/** Read again while it moves and is looked at. */
function useDraw({ office, service, day }: Place) {
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
