/** The buttons: each says its key, and is dim when it makes no sense now. */

import type { LineCounter } from "../../src/line";
import type { CounterState } from "../../src/types";
import { words } from "../../src/words";
import { type Command, COMMANDS, isPossible } from "./commands";
import { t } from "./words";

interface Props {
  cell?: LineCounter;
  busy?: Command | CounterState;
  onCommand(command: Command): void;
}

const SMALL: Command[] = ["recall", "serve", "finish", "noShow"];

export function Commands({ cell, busy, onCommand }: Props) {
  return (
    <div class="commands">
      <CommandButton name="next" text={cell?.number ? t("finishNext") : t("next")} cell={cell} busy={busy} onCommand={onCommand} />
      {SMALL.map((name) => <CommandButton key={name} name={name} text={t(name)} cell={cell} busy={busy} onCommand={onCommand} />)}
    </div>
  );
}

function CommandButton({ name, text, cell, busy, onCommand }: Props & { name: Command; text: string }) {
  const { key } = COMMANDS[name];
  const kind = name === "next" ? "" : name === "noShow" ? "bad" : "second";
  return (
    <button type="button" class={`button ${kind} ${name}`} aria-keyshortcuts={key} disabled={!isPossible(name, cell)}
      aria-disabled={busy ? "true" : undefined} onClick={() => onCommand(name)}>
      <span>{busy === name ? words("busy") : text}</span><kbd>{key}</kbd>
    </button>
  );
}

const STATES: CounterState[] = ["open", "paused", "closed"];

export function StateSwitch({ state, busy, onState }: { state?: CounterState; busy?: string; onState(state: CounterState): void }) {
  return (
    <div class="states" role="group" aria-label={t("counterState")}>
      {STATES.map((one) => (
        <button type="button" key={one} class={one} aria-pressed={state === one} aria-disabled={busy ? "true" : undefined}
          onClick={() => state !== one && onState(one)}>{t(one)}</button>
      ))}
    </div>
  );
}
