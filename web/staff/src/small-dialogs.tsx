/** Close with a ticket, the services that a counter takes, declare a number void. */

import { useState } from "preact/hooks";
import type { Line } from "../../src/line";
import type { Office } from "../../src/types";
import { Choice, Dialog } from "./dialog";
import { t } from "./words";

interface CloseProps {
  number: string;
  counter: string;
  line: Line;
  onClose(to: string): void;
  onLeave(): void;
}

/** The counter closes with a ticket, which goes back into the line or to a counter that is open. */
export function CloseDialog({ number, counter, line, onClose, onLeave }: CloseProps) {
  const [to, choose] = useState("line");
  const others = line.counters.filter((one) => one.counter !== counter && one.state !== "closed");
  const options = [{ value: "line", text: t("toLine") }, ...others.map((one) => ({ value: one.counter, text: t("toThisCounter", one.counter) }))];
  return (
    <Dialog title={t("closeTitle")} act={t("closeIt")} onAct={() => onClose(to)} onLeave={onLeave}>
      <Choice legend={t("closeWith", number)} name="to" options={options} value={to} onChoose={choose} />
    </Dialog>
  );
}

interface ServicesProps {
  office: Office;
  chosen: string[];
  onKeep(services: string[]): void;
  onLeave(): void;
}

export function ServicesDialog({ office, chosen, onKeep, onLeave }: ServicesProps) {
  const [now, choose] = useState(() => new Set(chosen.length ? chosen : office.services.map((one) => one.id)));
  const toggle = (id: string) => {
    const next = new Set(now);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  return (
    <Dialog title={t("servicesTitle")} act={t("keep")} ready={now.size > 0} onLeave={onLeave}
      onAct={() => onKeep(office.services.map((one) => one.id).filter((id) => now.has(id)))}>
      <fieldset class="choice">
        <legend class="soft">{t("servicesHint")}</legend>
        {office.services.map((one) => (
          <label key={one.id}><input type="checkbox" checked={now.has(one.id)} onChange={() => toggle(one.id)} /><span>{one.name}</span></label>
        ))}
      </fieldset>
    </Dialog>
  );
}

export const VoidDialog = ({ number, onVoid, onLeave }: { number: string; onVoid(): void; onLeave(): void }) => (
  <Dialog title={t("voidTitle", number)} act={t("voidIt")} bad onAct={onVoid} onLeave={onLeave}><p>{t("voidHint")}</p></Dialog>
);
