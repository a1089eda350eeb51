/** The form of a person or two: a name and a phone number if one likes, a NIK only where the service asks. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useDraft } from "../../src/draft";
import type { Service } from "../../src/types";
import { Button, Field } from "../../src/ui";
import { go } from "../route";
import { type Aim, beside, linkTo, type Step, stepsOf } from "./aim";
import { type Asked, asksNik, familyPages, faultIn, partyOf, useAsked, valueOf, withValue } from "./asked";
import { Full } from "./full";
import { UnlessHad } from "./had";
import { HoldNote, lostPlace } from "./hold-note";
import { Frame } from "./steps";
import { type Fault, Summary } from "./summary";
import { useHold } from "./use-hold";
import { t } from "./words";

/** A field that the server refused, kept for its page. */
export const useRefused = () => useDraft<Fault | null>("refused", null);

export function DetailsPage({ aim, step }: { aim: Aim; step: Step }) {
  const [asked, keep] = useAsked();
  return (
    <Frame aim={aim} step={step} asked={asked} title={t(step === "details" ? "yourData" : "familyTitle")}>{({ service }) => (
      aim.goal === "book"
        ? <UnlessHad aim={aim}><WithHold aim={aim} asked={asked}><Form aim={aim} step={step} service={service} asked={asked} keep={keep} /></WithHold></UnlessHad>
        : <Form aim={aim} step={step} service={service} asked={asked} keep={keep} />
    )}</Frame>
  );
}

function WithHold({ aim, asked, children }: { aim: Aim; asked: Asked; children: ComponentChildren }) {
  const held = useHold(aim.office, aim.service, aim.at!, partyOf(asked));
  if (lostPlace(held))
    return <Full problem={held.problem!} office={aim.office} service={aim.service} slot={aim.at!} back={linkTo(aim, "place")} />;
  return <><HoldNote held={held} aim={aim} />{children}</>;
}

interface FormProps {
  aim: Aim;
  step: Step;
  service: Service;
  asked: Asked;
  keep(asked: Asked): void;
}

function Form({ aim, step, service, asked, keep }: FormProps) {
  const [refused, , forgetRefused] = useRefused();
  const fields = fieldsOf(step, service, asked);
  const [faults, setFaults] = useState<Fault[]>(() => (refused && fields.includes(refused.field) ? [refused] : []));
  const send = (event: Event) => {
    event.preventDefault();
    const found = fields.flatMap((field) => {
      const fault = faultIn(asked, field, service);
      return fault ? [{ field, text: fault }] : [];
    });
    setFaults(found);
    forgetRefused();
    if (!found.length) go(linkTo(aim, beside(stepsOf(service, asked), step) ?? "review"));
  };
  const type = (field: string, text: string) => {
    keep(withValue(asked, field, text));
    setFaults(faults.filter((one) => one.field !== field));
  };
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Summary faults={faults} />
      {asked.who !== "family" || step === "details" ? null : <p class="soft">{t("familyHint")}</p>}
      {fields.map((field) => <Asks key={field} field={field} asked={asked} service={service} fault={faults.find((one) => one.field === field)?.text} type={type} />)}
      <Button wide type="submit">{t("goOn")}</Button>
    </form>
  );
}

/** The fields of one page. */
function fieldsOf(step: Step, service: Service, asked: Asked): string[] {
  const nik = asksNik(service);
  if (step === "details") return ["name", ...(nik ? ["nik"] : []), "phone"];
  const page = familyPages(asked, service)[step === "family" ? 0 : 1] ?? [];
  return page.flatMap((n) => [`members.${n}.name`, ...(nik ? [`members.${n}.nik`] : [])]);
}

function Asks({ field, asked, service, fault, type }: { field: string; asked: Asked; service: Service; fault?: string; type(field: string, text: string): void }) {
  const own = { name: field, value: valueOf(asked, field), fault, onText: (text: string) => type(field, text) };
  const [group, at] = field.split(".");
  const person = group === "members" ? Number(at) + 2 : 0;
  const needed = service.asks?.includes(field as "name" | "phone");
  if (field === "phone") return <Field {...own} label={t(needed ? "phoneNeeded" : "phone")} type="tel" inputmode="tel" autocomplete="tel" hint={t("phoneHint")} />;
  if (field.endsWith("nik")) return <Field {...own} label={person ? t("nikOf", person) : t("nik")} inputmode="numeric" autocomplete="off" maxLength={24} hint={person ? undefined : t("nikHint")} />;
  const label = person ? t("nameOf", person) : asked.who === "other" ? t(needed ? "nameOtherNeeded" : "nameOther") : t(needed ? "nameNeeded" : "name");
  return <Field {...own} label={label} autocomplete={person || asked.who === "other" ? "off" : "name"} maxLength={80} />;
}
