/** Before anything else: what to bring, ticked one by one. */

import { useState } from "preact/hooks";
import { useDraft } from "../../src/draft";
import type { Service } from "../../src/types";
import { Button } from "../../src/ui";
import { go } from "../route";
import { type Aim, beside, linkTo, stepsOf } from "./aim";
import { useAsked } from "./asked";
import { Frame } from "./steps";
import { Summary } from "./summary";
import { t } from "./words";

/** What was ticked stays on this phone; it is not sent. */
export const useTicked = ({ office, service }: Aim) => useDraft<string[]>(`bring:${office}:${service}`, []);

export function BringPage({ aim }: { aim: Aim }) {
  const [asked] = useAsked();
  return <Frame aim={aim} step="bring" asked={asked} title={t("bringTitle")}>{({ service }) =>
    <Ticks aim={aim} service={service} next={() => go(linkTo(aim, beside(stepsOf(service, asked), "bring") ?? "who"))} />}</Frame>;
}

function Ticks({ aim, service, next }: { aim: Aim; service: Service; next(): void }) {
  const [ticked, keep] = useTicked(aim);
  const [tried, setTried] = useState(false);
  const missing = service.requires.filter((one) => !ticked.includes(one));
  const tick = (one: string) => keep(ticked.includes(one) ? ticked.filter((other) => other !== one) : [...ticked, one]);
  const send = (event: Event) => {
    event.preventDefault();
    missing.length ? setTried(true) : next();
  };
  return (
    <form class="stack" noValidate onSubmit={send}>
      {tried && <Summary faults={missing.map((one) => ({ field: idOf(service, one), text: t("tickThis", one) }))} />}
      <fieldset class="choices">
        <legend>{t("bringLegend")}</legend>
        {service.requires.map((one) => (
          <label key={one} class="choice"><input type="checkbox" id={idOf(service, one)} checked={ticked.includes(one)} onChange={() => tick(one)} /><span>{one}</span></label>
        ))}
      </fieldset>
      <p class="soft small">{t("bringHint")}</p>
      <Button wide type="submit">{t("goOn")}</Button>
    </form>
  );
}

const idOf = (service: Service, one: string) => `bring-${service.requires.indexOf(one)}`;
