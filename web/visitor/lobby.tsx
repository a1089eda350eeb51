/** Where the QR code of the lobby's display leads: check in what this phone holds, with one tap. */

import { useState } from "preact/hooks";
import { post, type Problem } from "../src/api";
import { useNow, useRead } from "../src/hooks";
import { dayOf } from "../src/time";
import type { OfficeSummary, Ticket } from "../src/types";
import { Button, Notice, ProblemNote } from "../src/ui";
import { lobbyFault } from "./faults";
import { heldCode, holdCode } from "./lobby-code";
import { keepArrival, keepTicket, mine, type Mine } from "./mine";
import { replace, to } from "./route";
import { Back, Chevron, titleOf, useTitle } from "./shared";
import { t } from "./words";

const ZONE = "Asia/Jakarta";

export function LobbyPage({ code }: { code: string }) {
  useState(() => lobbyFault(code) ?? holdCode(code));
  const now = useNow(5);
  const { value } = useRead<{ offices: OfficeSummary[] }>("/offices");
  const officeOf = (one: Mine) => value?.offices.find((office) => office.id === one.office);
  const today = mine().filter((one) => one.going && isToday(one, now, officeOf(one)?.time_zone));
  const good = heldCode(now) === code;
  useTitle(t("lobbyTitle"));
  return (
    <div class="page">
      <Back to="#/" />
      <header class="head"><h1>{t("lobbyTitle")}</h1>
        {good && today.some(waits) && <p class="soft">{t("lobbyText")}</p>}</header>
      {!good && <Notice kind="warn" title={t("lobbyOver")} role="status"><p>{t("lobbyScan")}</p></Notice>}
      {today.length > 0 && <ul class="rows">{today.map((one) => <Row key={one.code} one={one} office={officeOf(one)} code={good ? code : ""} />)}</ul>}
      {!today.length && <p>{t("lobbyNone")}</p>}
      <a class={`button ${today.length ? "quiet" : ""}`} href={to("find")}>{t("lobbyFind")}</a>
      {!today.length && <a class="button second" href="#/">{t("takeNow")}</a>}
    </div>
  );
}

/** One that waits for its visitor can be checked in; any can be opened. */
function Row({ one, office, code }: { one: Mine; office?: OfficeSummary; code: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const come = async () => {
    setBusy(true);
    setProblem(undefined);
    await post<Ticket>(`/${one.kind === "t" ? "tickets" : "bookings"}/${one.code}/check-in`, { lobby_code: code }).then((ticket) => {
      one.booking ? keepArrival(one.booking, ticket) : keepTicket(ticket);
      replace("t", ticket.code);
    }, setProblem);
    setBusy(false);
  };
  const title = titleOf(one, office?.time_zone);
  return (
    <li class="card stack">
      <a class="row" href={to(one.kind, one.code)}><span class="grow"><strong>{title}</strong><span class="soft">{office?.name ?? one.office}</span></span><Chevron /></a>
      {!waits(one) ? <p class="soft">{t("present")}</p> : code && <Button wide busy={busy} onClick={come}>{t("useCode")}</Button>}
      <ProblemNote problem={problem} />
    </li>
  );
}

/** Whether its visitor is still to check in. */
const waits = ({ ticket }: Mine) => !ticket || ticket.state === "absent";

const isToday = ({ ticket, booking }: Mine, now: number, zone = ZONE) =>
  !!ticket || (booking?.state === "booked" && !!booking.slot && dayOf(booking.slot.start, zone) === dayOf(now, zone));
