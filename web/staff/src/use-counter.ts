/** One counter: sends what staff command, once, and says how it went. */

import { useEffect, useRef, useState } from "preact/hooks";
import { post, Problem, put } from "../../src/api";
import type { LineRead } from "../../src/line";
import { offline } from "../../src/problem";
import type { CounterState } from "../../src/types";
import { type Command, commandOf, COMMANDS, isPossible } from "./commands";

/** How long a refusal stands, unless something else happens before. */
const STANDS_MS = 12_000;

export interface CounterDesk {
  busy?: Command | CounterState;
  problem?: Problem;
  command(command: Command): void;
  setState(state: CounterState): void;
}

export function useCounter(office: string, counter: string, { line, reload }: LineRead): CounterDesk {
  const [busy, setBusy] = useState<Command | CounterState>();
  const [problem, setProblem] = useState<Problem>();
  const path = `/offices/${office}/counters/${counter}`;
  const cell = line?.counters.find((one) => one.counter === counter);

  async function run(name: Command | CounterState, send: () => Promise<unknown>): Promise<void> {
    if (busy) return;
    setBusy(name);
    setProblem(undefined);
    await send().catch((refused: unknown) => setProblem(refused instanceof Problem ? refused : offline()));
    await reload();
    setBusy(undefined);
  }

  // The key of a lost command is kept only while the line stands as it was when the command was given.
  const command = (name: Command) => {
    const sent = `${path}/${COMMANDS[name].path}`;
    if (isPossible(name, cell)) void run(name, () => post(sent, {}, `${sent}@${line?.epoch}.${line?.seq}`));
  };
  const setState = (state: CounterState) => void run(state, () => put(`${path}/state`, { state }));

  useKeys(command);
  useEffect(() => {
    if (!problem) return;
    const timer = setTimeout(() => setProblem(undefined), STANDS_MS);
    return () => clearTimeout(timer);
  }, [problem]);
  return { command, setState, ...(busy && { busy }), ...(problem && { problem }) };
}

/** One listener for as long as the desk stands: none that is changed at each drawing misses a key. */
function useKeys(command: (name: Command) => void): void {
  const latest = useRef(command);
  latest.current = command;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = commandOf(event.key);
      if (!name || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      if (!event.repeat) latest.current(name);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
