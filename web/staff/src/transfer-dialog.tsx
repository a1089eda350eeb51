/** Transfer: to another service, counter or floor, with or without the turn that the ticket has. */

import { useState } from "preact/hooks";
import type { Line } from "../../src/line";
import type { Office } from "../../src/types";
import { Dialog } from "./dialog";
import { stateWord } from "./states";
import { t } from "./words";

interface Props {
  number: string;
  service?: string;
  counter: string;
  office: Office;
  line: Line;
  onTransfer(body: object): void;
  onLeave(): void;
}

export function TransferDialog({ number, service, counter, office, line, onTransfer, onLeave }: Props) {
  const [to, choose] = useState("");
  const [keeps, keep] = useState(office.moves?.transfer_keeps_turn ?? true);
  const [kind = "", id = ""] = to.split(":");
  return (
    <Dialog title={t("transferTitle", number)} act={t("transfer")}
      onAct={() => onTransfer({ [kind]: id, keep_turn: keeps })} onLeave={onLeave}>
      <div class="field">
        <label for="to">{t("whereTo")}</label>
        <select id="to" required value={to} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="" />
          {targetsOf(office, line, counter, service).map(({ label, all }) => all.length > 0 && (
            <optgroup key={label} label={label}>{all.map((one) => <option key={one.value} value={one.value} disabled={one.off}>{one.text}</option>)}</optgroup>
          ))}
        </select>
      </div>
      <label class="tick"><input type="checkbox" checked={keeps} onChange={(event) => keep(event.currentTarget.checked)} />
        <span>{t("keepTurn")}<small>{t("keepTurnHint")}</small></span></label>
    </Dialog>
  );
}

/** Where this counter's ticket may go; a closed counter takes nobody. */
export function targetsOf(office: Office, line: Line, counter: string, service?: string) {
  const open = (id: string) => line.counters.find((one) => one.counter === id)?.state ?? "closed";
  const services = office.services.filter((one) => one.id !== service);
  const counters = office.counters.filter((one) => one.id !== counter);
  return [
    { label: t("toService"), all: services.map((one) => ({ value: `service:${one.id}`, text: one.name, off: false })) },
    { label: t("toCounter"), all: counters.map(({ id }) => ({
      value: `counter:${id}`, text: `${t("counter", id)}${open(id) === "open" ? "" : ` (${stateWord(open(id))})`}`, off: open(id) === "closed",
    })) },
    { label: t("toFloor"), all: (office.floors ?? []).map((one) => ({ value: `floor:${one.id}`, text: one.name, off: false })) },
  ];
}
