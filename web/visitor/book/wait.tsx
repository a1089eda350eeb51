/** The waitlist: which days suit. */

import { useState } from "preact/hooks";
import { useDraft } from "../../src/draft";
import { useNow } from "../../src/hooks";
import { Button, Field, Notice } from "../../src/ui";
import { go } from "../route";
import { type Aim, beside, linkTo, stepsOf } from "./aim";
import { useAsked } from "./asked";
import { openDays } from "./open-days";
import { Frame, type Ready } from "./steps";
import { type Fault, Summary } from "./summary";
import { t } from "./words";

export interface Span {
  /** Whether any bookable day suits; else those from `from` to `to`. */
  any: boolean;
  from: string;
  to: string;
}

export const useSpan = ({ office, service }: Aim) => useDraft<Span>(`wait:${office}:${service}`, { any: true, from: "", to: "" });

export function WaitPage({ aim }: { aim: Aim }) {
  const [asked] = useAsked();
  return <Frame aim={aim} step="place" asked={asked} title={t("waitTitle")}>{(ready) =>
    <Suits {...ready} aim={aim} next={() => go(linkTo(aim, beside(stepsOf(ready.service, asked), "place") ?? "details"))} />}</Frame>;
}

function Suits({ office, service, aim, next }: Ready & { aim: Aim; next(): void }) {
  const [span, keep] = useSpan(aim);
  const [faults, setFaults] = useState<Fault[]>([]);
  const days = openDays(office, service, useNow(60));
  const [first, last] = [days[0]!.date, days.at(-1)!.date];
  const send = (event: Event) => {
    event.preventDefault();
    const wrong = span.any ? [] : faultsOf(span, first, last);
    setFaults(wrong);
    if (!wrong.length) next();
  };
  const date = (name: "from" | "to") => ({
    name, type: "date" as const, label: t(name), min: first, max: last, value: span[name], fault: faults.find((one) => one.field === name)?.text,
    onText: (text: string) => keep({ ...span, [name]: text }),
  });
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Summary faults={faults} />
      <Notice><p>{t("waitHint")}</p></Notice>
      <fieldset class="choices">
        <legend>{t("waitDays")}</legend>
        {[true, false].map((any) => (
          <label key={String(any)} class="choice"><input type="radio" name="any" checked={span.any === any} onChange={() => keep({ ...span, any })} />
            <span>{t(any ? "anyDay" : "someDays")}</span></label>
        ))}
      </fieldset>
      {!span.any && <><Field {...date("from")} /><Field {...date("to")} /></>}
      <Button wide type="submit">{t("goOn")}</Button>
    </form>
  );
}

/** Both dates are bookable, and in their order. */
export function faultsOf({ from, to }: Span, first: string, last: string): Fault[] {
  const inside = (date: string) => date >= first && date <= last;
  return [
    ...(inside(from) ? [] : [{ field: "from", text: t("fromWrong") }]),
    ...(inside(to) && to >= from ? [] : [{ field: "to", text: t("toWrong") }]),
  ];
}
