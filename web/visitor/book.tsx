/** The form of a booking: a name and a phone number if one likes, a NIK only where the service asks. */

import { useState } from "preact/hooks";
import { post, type Problem } from "../src/api";
import { focusField, useDraft } from "../src/draft";
import { useRead } from "../src/hooks";
import { language } from "../src/i18n";
import { clockZone, longDate } from "../src/time";
import type { Booking, Office, Service, Slot } from "../src/types";
import { Blank, Button, Field, Notice, ProblemNote } from "../src/ui";
import { faultOf, nikFault, phoneFault } from "./faults";
import { keepBooking } from "./mine";
import { replace, to } from "./route";
import { Back, useOffice, useTitle } from "./shared";
import { t } from "./words";

export function BookPage({ office: id, service: wanted, slot }: { office: string; service: string; slot: string }) {
  const { value: office, problem, reload } = useOffice(id);
  const service = office?.services.find((one) => one.id === wanted);
  const slots = useRead<{ slots: Slot[] }>(`/offices/${id}/services/${wanted}/slots?date=${slot.slice(0, 10)}`);
  const start = slots.value?.slots.find((one) => one.id === slot)?.start;
  const problems = problem ?? slots.problem;
  useTitle(t("yourData"));
  return (
    <div class="page">
      <Back to={to("o", id, wanted, "book")}>{t("chooseOther")}</Back>
      <h1>{t("yourData")}</h1>
      <ProblemNote problem={problems} again={() => (reload(), slots.reload())} />
      {!problems && !(office && slots.value) && <><Blank height="6rem" /><Blank height="6rem" /></>}
      {office && service && slots.value && <>
        {start && <div class="card summary"><strong>{longDate(start, office.time_zone)}, {clockZone(start, office.time_zone)}</strong><span>{service.name}</span><span class="soft">{office.name}</span></div>}
        <Form office={office} service={service} slot={slot} />
      </>}
    </div>
  );
}

function Form({ office, service, slot }: { office: Office; service: Service; slot: string }) {
  // One draft for all slots of a service: who comes back for another hour types nothing twice.
  const [draft, keep, forgetDraft] = useDraft(`book:${office.id}:${service.id}`, { name: "", phone: "", nik: "" });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const nik = !!service.asks?.includes("nik");
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const wrong = phoneFault(draft.phone) ?? (nik ? nikFault(draft.nik) : undefined);
    setProblem(wrong);
    if (wrong) return focusField(wrong.field);
    setBusy(true);
    try {
      const booking = await post<Booking>(`/offices/${office.id}/bookings`, bodyOf(service, slot, draft, nik), `book:${office.id}:${service.id}`);
      keepBooking(booking);
      forgetDraft();
      replace("b", booking.code);
    } catch (refused) {
      setProblem(refused as Problem);
      focusField((refused as Problem).field);
      setBusy(false);
    }
  };
  const field = (name: "name" | "phone" | "nik") => ({
    name, label: t(name), value: draft[name], fault: faultOf(problem, name), onText: (text: string) => keep({ ...draft, [name]: text }),
  });
  const full = problem?.kind === "slot-full";
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Field {...field("name")} autocomplete="name" maxLength={80} />
      <Field {...field("phone")} type="tel" inputmode="tel" autocomplete="tel" hint={t("phoneHint")} />
      {nik && <Field {...field("nik")} inputmode="numeric" autocomplete="off" maxLength={16} hint={t("nikHint")} />}
      {full
        ? <Notice kind="bad" title={t("slotGone")} role="alert"><a class="button" href={to("o", office.id, service.id, "book")}>{t("chooseOther")}</a></Notice>
        : <ProblemNote problem={problem?.field ? undefined : problem} />}
      <Button wide type="submit" busy={busy}>{t("confirmBooking")}</Button>
    </form>
  );
}

function bodyOf(service: Service, slot: string, draft: { name: string; phone: string; nik: string }, asks: boolean) {
  const [name, phone, nik] = [draft.name.trim(), draft.phone.trim(), draft.nik.trim()];
  return {
    service: service.id, slot, language: language(),
    visitor: { ...(name && { name }), ...(phone && { phone }), ...(asks && { nik }) },
  };
}
