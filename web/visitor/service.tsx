/** A service: take a number now, or book a slot; what to bring. */

import { useEffect, useState } from "preact/hooks";
import { post, type Problem } from "../src/api";
import { focusField, useDraft } from "../src/draft";
import { useBoard, useNow } from "../src/hooks";
import { language } from "../src/i18n";
import { dayOf, opening } from "../src/time";
import type { Office, Service, Ticket } from "../src/types";
import { Blank, Button, Field, Notice, ProblemNote } from "../src/ui";
import { words } from "../src/words";
import { faultOf, phoneFault } from "./faults";
import { keepTicket, mine } from "./mine";
import { soon, toBook } from "./rooms";
import { replace, to } from "./route";
import { Back, Bring, useOffice, useTitle, Waiting } from "./shared";
import { t } from "./words";

export function ServicePage({ office: id, id: wanted }: { office: string; id: string }) {
  const { value: office, problem, reload } = useOffice(id);
  const { board } = useBoard(id);
  const now = useNow(30);
  const service = office?.services.find((one) => one.id === wanted);
  useTitle(service?.name);
  const books = !!service?.takes.includes("booking");
  useEffect(() => void (books && soon(toBook)), [books]);
  if (!office || !service) return (
    <div class="page"><Back to={to("o", id)} /><h1 class="only-read">{t("chooseService")}</h1>
      {office ? <Notice kind="warn" title={words("missingTitle")}><p>{words("missingText")}</p></Notice> : <ProblemNote problem={problem} again={reload} />}
      {!office && !problem && <><Blank height="6rem" /><Blank height="9rem" /></>}</div>
  );
  const special = [...(service.special ?? []), ...(office.special ?? [])];
  const { open } = opening(office.hours, office.time_zone, now, special);
  const today = special.find((one) => one.day === dayOf(now, office.time_zone));
  return (
    <div class="page">
      <Back to={to("o", id)}>{office.name}</Back>
      <header class="head"><h1>{service.name}</h1><Waiting board={board} service={service} /></header>
      {!open && (books || today) && <Notice kind="warn" title={today?.why}>{books && <p>{t("closedNow")}</p>}</Notice>}
      {service.takes.includes("number") && <Take office={office} service={service} open={open} />}
      {books && (
        <section class="card stack">
          <h2>{t("bookSlot")}</h2><p class="soft">{t("bookHint")}</p>
          <a class={`button wide ${open ? "second" : ""}`} href={to("o", id, wanted, "book", service.requires.length ? "bring" : "who")}>{t("bookSlot")}</a>
        </section>
      )}
      <Bring service={service} />
    </div>
  );
}

const PRIORITIES = ["elderly", "disabled", "pregnant", "infant"] as const;

interface Draft {
  phone: string;
  priority: "" | (typeof PRIORITIES)[number];
}

function Take({ office, service, open }: { office: Office; service: Service; open: boolean }) {
  const form = `take:${office.id}:${service.id}`;
  const [draft, keep, forgetDraft] = useDraft<Draft>(form, { phone: "", priority: "" });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const had = mine().find((one) => one.going && one.kind === "t" && one.office === office.id && one.service === service.id);
  const take = async () => {
    const wrong = phoneFault(draft.phone);
    if (wrong) return (setProblem(wrong), focusField(wrong.field));
    setBusy(true);
    setProblem(undefined);
    try {
      const { phone, priority } = draft;
      const body = { service: service.id, language: language(), ...(priority && { priority }), ...(phone && { phone: phone.trim() }) };
      const ticket = await post<Ticket>(`/offices/${office.id}/tickets`, body, form);
      keepTicket(ticket);
      forgetDraft();
      replace("t", ticket.code);
    } catch (refused) {
      setProblem(refused as Problem);
      focusField((refused as Problem).field);
      setBusy(false);
    }
  };
  return (
    <section class="card stack">
      <h2>{t("takeNow")}</h2><p class="soft">{t("takeHint")}</p>
      {had?.ticket && <Notice kind="good"><p>{t("youHave", had.ticket.number)}</p><a class="button" href={to("t", had.code)}>{t("openTicket")}</a></Notice>}
      <Button wide busy={busy} kind={had || !open ? "second" : undefined} onClick={take}>{had ? t("takeAgain") : t("takeNow")}</Button>
      <ProblemNote problem={problem?.field ? undefined : problem} />
      <details open={!!(draft.phone || draft.priority || problem?.field)}>
        <summary>{t("takeOptions")}</summary>
        <div class="stack">
          <Priority chosen={draft.priority} choose={(priority) => keep({ ...draft, priority })} />
          <Field name="phone" type="tel" autocomplete="tel" inputmode="tel" label={t("phone")} hint={t("phoneHint")} value={draft.phone}
            fault={faultOf(problem, "phone")} onText={(phone) => keep({ ...draft, phone })} />
        </div>
      </details>
    </section>
  );
}

function Priority({ chosen, choose }: { chosen: Draft["priority"]; choose(priority: Draft["priority"]): void }) {
  return (
    <fieldset class="choices">
      <legend>{t("priority")}</legend><p class="soft small">{t("priorityHint")}</p>
      {(["", ...PRIORITIES] as const).map((one) => (
        <label key={one} class="choice"><input type="radio" name="priority" value={one} checked={chosen === one} onChange={() => choose(one)} />
          <span>{one ? t(one) : t("noPriority")}</span></label>
      ))}
    </fieldset>
  );
}
