/** The frame of a step: the way back, how far one is, and one heading. */

import type { ComponentChildren } from "preact";
import { useOffice, Back, useTitle } from "../shared";
import { Blank, Notice, ProblemNote } from "../../src/ui";
import type { Office, Service } from "../../src/types";
import { words } from "../../src/words";
import { to } from "../route";
import { beside, linkTo, type Aim, type Step, stepsOf } from "./aim";
import type { Asked } from "./asked";
import { t } from "./words";

export interface Ready {
  office: Office;
  service: Service;
}

interface FrameProps {
  aim: Aim;
  step: Step;
  asked: Asked;
  title: string;
  children(ready: Ready): ComponentChildren;
}

/** A step's page, once its office and service are read. */
export function Frame({ aim, step, asked, title, children }: FrameProps) {
  const { value: office, problem, reload } = useOffice(aim.office);
  const found = office?.services.find((one) => one.id === aim.service);
  // A draw is over people, so it asks everybody's NIK.
  const service = found && aim.goal === "draw" ? { ...found, asks: [...new Set([...(found.asks ?? []), "nik" as const])] } : found;
  const steps = service ? stepsOf(service, asked) : [];
  const before = beside(steps, step, -1);
  useTitle(title);
  return (
    <div class="page">
      <Back to={before ? linkTo(aim, before) : to("o", aim.office, aim.service)} />
      <header class="head">
        {steps.length > 0 ? <Progress at={steps.indexOf(step) + 1} of={steps.length} /> : <p class="steps">&nbsp;</p>}
        <h1>{title}</h1>
        {office && service && <p class="soft">{service.name} · {office.name}</p>}
      </header>
      <ProblemNote problem={problem} again={reload} />
      {office && !service && <Notice kind="warn" title={words("missingTitle")}><p>{words("missingText")}</p></Notice>}
      {office && service ? children({ office, service }) : !problem && !office && <><Blank height="6rem" /><Blank height="6rem" /></>}
    </div>
  );
}

const Progress = ({ at, of }: { at: number; of: number }) => (
  <p class="steps">
    <span aria-hidden="true">{Array.from({ length: of }, (_, n) => <i key={n} class={n < at ? "done" : ""} />)}</span>
    {t("step", at, of)}
  </p>
);
