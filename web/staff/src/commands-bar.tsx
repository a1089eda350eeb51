/** The buttons: each says its key, and is dim when it makes no sense now. */

import type { LineCounter } from "../../src/line";
import type { CounterState } from "../../src/types";
import { words } from "../../src/words";
import { type Command, COMMANDS, isPossible } from "./commands";
import { t } from "./words";

interface Props {
  cell?: LineCounter;
  /** The name of the next station, if the service of the ticket has one. */
  station?: string;
  busy?: string;
  onCommand(command: Command): void;
}

export function Commands({ cell, station, busy, onCommand }: Props) {
  const next = !cell?.number ? t("next") : station ? t("onwardNext", station) : t("finishNext");
  const button = (name: Command, text: string = t(name), more?: string) =>
    <CommandButton key={name} name={name} text={text} more={more} cell={cell} busy={busy} onCommand={onCommand} />;
  return (
    <div class={`commands ${station ? "seven" : ""}`}>
      {button("next", next)}
      {button("recall")}
      {button("serve")}
      {station ? button("finish", t("sendOn"), t("onward", station)) : button("finish")}
      {station && button("finishLast")}
      {button("noShow")}
      {button("hold")}
      {button("transfer")}
    </div>
  );
}

function CommandButton({ name, text, more, cell, busy, onCommand }: Props & { name: Command; text: string; more?: string }) {
  const key = COMMANDS[name].keys[0]!;
  const kind = name === "next" ? "" : name === "noShow" ? "bad" : "second";
  return (
    <button type="button" class={`button ${kind} ${name} ${isPossible(name, cell) ? "" : "dim"}`} aria-keyshortcuts={key} title={more}
      aria-disabled={busy || !isPossible(name, cell) ? "true" : undefined} onClick={() => onCommand(name)}>
      <span>{busy === name ? words("busy") : text}</span><kbd>{key.replace("Shift+", "⇧")}</kbd>
    </button>
  );
}

const STATES: CounterState[] = ["open", "paused", "closed"];

export function StateSwitch({ state, busy, onState }: { state?: CounterState; busy?: string; onState(state: CounterState): void }) {
  return (
    <div class="states" role="group" aria-label={t("counterState")}>
      {STATES.map((one) => (
        <button type="button" key={one} class={one} disabled={!state} aria-pressed={state === one} aria-disabled={busy ? "true" : undefined}
          onClick={() => state !== one && onState(one)}>{t(one)}</button>
      ))}
    </div>
  );
}
