/** A ticket: the number, who is ahead, how long, and the call. */

import { useEffect, useState } from "preact/hooks";
import { remove } from "../src/api";
import { useNow } from "../src/hooks";
import type { Office, Ticket, TicketState } from "../src/types";
import { Blank, Button, LiveNote, Notice, ProblemNote } from "../src/ui";
import { clockZone } from "../src/time";
import { range } from "../src/words";
import { allowSound, useAwake, useCallAlert } from "./alert";
import { backBy } from "./back-by";
import { CheckIn } from "./check-in";
import { OVER } from "./following";
import { lazily } from "./lazily";
import { OwnData } from "./own-data";
import { Qr } from "./qr";
import { soon, toSurvey } from "./rooms";
import { Share } from "./share";
import { Back, Thanks, useOffice, useTitle } from "./shared";
import { Sure } from "./sure";
import { useTicket } from "./use-ticket";
import { Way } from "./way";
import { t } from "./words";

/** Only who was served sees it. */
const Survey = lazily(() => toSurvey().then((room) => room.Survey), "10.75rem");

export function TicketPage({ code }: { code: string }) {
  const { ticket, problem, live, since, readAt, take, reload } = useTicket(code);
  const { value: office, problem: lost } = useOffice(ticket?.office);
  useTitle(ticket ? `${ticket.number} ${t(`state_${ticket.state}`)}` : t("yourNumber"));
  useCallAlert(ticket);
  const near = ticket?.state === "called" || ticket?.state === "serving";
  useEffect(() => void (near && soon(toSurvey)), [near]);
  if (!ticket) return <div class="page">{problem ? <><Back to="#/" /><h1>{t("yourNumber")}</h1><ProblemNote problem={problem} again={reload} /></> : <Blank height="24rem" />}</div>;
  const blank = !office && !lost;
  // Refused: the call came first, so the ticket is read again and says so.
  const leave = () => remove(`/tickets/${code}`).then(() => take({ ...ticket, state: "withdrawn" }), (refused) => (reload(), Promise.reject(refused)));
  return (
    <div class="page ticket-page">
      <div class="stack">
        <div class="slip"><Paper ticket={ticket} office={office} blank={blank} live={live} since={since} /></div>
        {problem?.status === 404 && <ProblemNote problem={problem} />}
        <Soon ticket={ticket} readAt={readAt} zone={office?.time_zone} blank={blank} />
      </div>
      <div class="stack">
        {ticket.state === "absent" && <CheckIn path={`/tickets/${code}/check-in`} office={office} why={t("arrivedTicket")} done={take} />}
        {!OVER.has(ticket.state) && <>
          <details class="card"><summary>{t("why")}</summary><p>{ticket.why}</p></details>
          {office ? <Way office={office} /> : blank && <Blank height="3.625rem" />}
          <Qr kind="t" code={code} />
          <Share title={`Antrean ${ticket.number}`} />
        </>}
        {LEAVES.has(ticket.state) &&
          <Sure label={t("leave")} question={t("leaveSure")} yes={t("leaveYes")} no={t("leaveNo")} act={leave} />}
        {OVER.has(ticket.state) && <a class="button second" href="#/">{t("allOffices")}</a>}
        <OwnData path={`/tickets/${code}`} />
        <a class="button quiet" href={`/ledger/#${code}`}>{t("ledger")}</a>
      </div>
    </div>
  );
}

/** Ticket states from which a visitor can leave the line. */
const LEAVES = new Set<TicketState>(["waiting", "absent", "held"]);

type Shown = { ticket: Ticket; office?: Office; blank: boolean; live: boolean; since: number };

function Paper({ ticket, office, blank, live, since }: Shown) {
  const service = office?.services.find((one) => one.id === ticket.service);
  return (
    <article class={`paper ${ticket.state}`}>
      <header>{!blank && <><strong>{office?.name ?? ticket.office}</strong><span>{service?.name ?? ticket.service}</span></>}</header>
      <p class="label">{t("yourNumber")}</p>
      <h1 class="number">{ticket.number}</h1>
      <div class="fate" role={ticket.state === "called" ? "alert" : "status"}><Fate ticket={ticket} zone={office?.time_zone} /></div>
      {ticket.stations?.length ? <Stations ticket={ticket} office={office} /> : null}
      <footer>{OVER.has(ticket.state) && live ? <span class="live">{t(`state_${ticket.state}`)}</span> : <LiveNote live={live} since={since} zone={office?.time_zone} />}</footer>
    </article>
  );
}

/** What happens with the ticket now; read out when it changes, not at each tick of the range. */
function Fate({ ticket, zone }: { ticket: Ticket; zone?: string }) {
  switch (ticket.state) {
    case "absent":
    case "waiting": return <Ahead ticket={ticket} />;
    case "called": return <p class="go">{t("goTo")} <b>{ticket.counter}</b></p>;
    case "serving": return <p>{t("servingText", ticket.counter ?? "")}</p>;
    case "no_show": return <p>{t("noShowText")} {back(ticket, zone)}</p>;
    case "held": return <p>{t("heldText")}</p>;
    case "void": return <p>{t("voidText")}</p>;
    case "withdrawn": return <p>{t("withdrawnText")}</p>;
    case "ended": return <p>{t("endedText")}</p>;
    case "served": return <p>{t("servedText")}</p>;
  }
}

/** How long one who was missed may still come back. */
const back = ({ until }: Ticket, zone?: string) =>
  until && zone && Date.parse(until) > Date.now() ? t("returnText", clockZone(Date.parse(until), zone)) : t("returnOver");

/** The stations of a visit on one number, those that are done and the one that is next. */
function Stations({ ticket, office }: { ticket: Ticket; office?: Office }) {
  const name = (id: string) => office?.services.find((one) => one.id === id)?.name ?? id;
  return (
    <ol class="stations">
      {ticket.stations?.map((one) => <li class="done" key={one.at}>{name(one.service)} <small>{t("stationDone")}</small></li>)}
      {!OVER.has(ticket.state) && <li aria-current="step">{name(ticket.service)} <small>{t("stationNow")}</small></li>}
    </ol>
  );
}

function Ahead({ ticket: { ahead, wait, state } }: { ticket: Ticket }) {
  const [low, high] = wait.minutes;
  return (
    <dl class="ahead">
      <div>{ahead === 0 ? <><dt>{t("next")}</dt><dd class="soft">{t(state === "absent" ? "nextAbsent" : "nextHint")}</dd></> : <><dt>{t("people", ahead)}</dt><dd>{t("ahead")}</dd></>}</div>
      <div><dt aria-live="off">{high <= 1 ? t("soon") : range([low, high])}</dt><dd>{t("waitTime")}</dd></div>
    </dl>
  );
}

type Telling = { ticket: Ticket; readAt: number; zone?: string; blank: boolean };

/** What to do now; it keeps its room from the line to the counter, so that nothing jumps under a thumb. */
function Soon(props: Telling) {
  switch (props.ticket.state) {
    case "absent": return <BackBy {...props} />;
    case "waiting": return <div class="soon"><BackBy {...props} /><Ring /></div>;
    case "serving": return <div class="soon"><Notice><p>{t("judgeLater")}</p></Notice></div>;
    case "called": return <div class="soon"><Notice><p><strong>{t("showIt")}</strong></p><p class="small">{t("showHint")}</p></Notice></div>;
    case "served": return <div class="soon">{props.ticket.surveyed ? <Thanks /> : <Survey code={props.ticket.code} />}</div>;
    default: return null;
  }
}

/** When to come, or to come back; it goes by the least wait, so that who believes it is not missed. */
function BackBy({ ticket, readAt, zone, blank }: Telling) {
  const now = useNow(30);
  if (blank) return <Blank height="6.7rem" />;
  if (!zone || !readAt) return null;
  const by = backBy(ticket.wait.minutes[0], readAt, now);
  const home = ticket.state === "absent";
  const text = by ? t(home ? "comeBy" : "backBy", clockZone(by, zone)) : t(home ? "comeNow" : "stay");
  return <Notice><p><strong>{text}</strong></p><p class="small">{t("backHint")}</p></Notice>;
}

function Ring() {
  const [on, set] = useState(false);
  useAwake(on);
  return <Button kind="second" wide aria-pressed={on} onClick={() => (allowSound(), set(true))}><Bell />{on ? t("ringing") : t("ring")}</Button>;
}

const Bell = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true">
    <path d="M4 14V9a6 6 0 0112 0v5l1.500 1.500h-15zM8 17.500h4" />
  </svg>
);
