/** What is known of the visitor at the counter: what was booked, who comes first and why, what is brought. */

import { inLanguage } from "../../src/i18n";
import { clock } from "../../src/time";
import type { Service } from "../../src/types";
import { type AtCounter, useSeen } from "./at-counter";
import { Classes } from "./tags";
import { t } from "./words";

interface Props {
  number: string;
  known?: AtCounter;
  service?: Service;
  services: Map<string, Service>;
  zone: string;
}

export function TicketFacts({ number, known, service, services, zone }: Props) {
  const brings = known ? known.requires.map(inLanguage) : service?.requires ?? [];
  return (
    <div class="facts">
      {known && <Classes klass={known.class} group={known.group} />}
      {known && <dl>{factsOf(known, services, zone).map(([name, text]) => <div key={name} class={name === t("visitor") ? "visitor" : undefined}><dt>{name}</dt><dd>{text}</dd></div>)}</dl>}
      {brings.length > 0 && <Brings key={number} number={number} brings={brings} />}
      {known?.why && <p class="why"><b>{t("why")}</b> {known.why}</p>}
    </div>
  );
}

function factsOf(known: AtCounter, services: Map<string, Service>, zone: string): [string, string][] {
  const at = (time?: string) => time && clock(time, zone);
  const been = known.stations.map((one) => services.get(one.service)?.name ?? one.service).join(", ");
  const facts: [string, string | undefined][] = [
    [t("visitor"), known.name], [t("slot"), at(known.slot)],
    [t("party"), known.party && known.party > 1 ? t("people", known.party) : undefined],
    [t("taken"), known.slot ? undefined : at(known.taken)], [t("came"), at(known.came)],
    [t("speaks"), known.language === "en" ? t("english") : undefined], [t("stations"), been],
  ];
  return facts.filter((one): one is [string, string] => !!one[1]);
}

/** To tick off while looking through the papers; nothing of it is sent or kept. */
function Brings({ number, brings }: { number: string; brings: string[] }) {
  const [seen, toggle] = useSeen(number);
  return (
    <fieldset class="brings">
      <legend>{t("brings")}</legend>
      {brings.map((text, n) => (
        <label key={text}><input type="checkbox" checked={seen.has(n)} onChange={() => toggle(n)} /><span>{text}</span></label>
      ))}
    </fieldset>
  );
}
