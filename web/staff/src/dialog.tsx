/** A dialog: what it asks, its buttons, Escape to leave; while it is open the page behind it hears no keys. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "./words";

interface Props {
  title: string;
  /** What the main button says; without one there is only the way back. */
  act?: string;
  bad?: boolean;
  ready?: boolean;
  onAct?(): void;
  onLeave(): void;
  children?: ComponentChildren;
}

export function Dialog({ title, act, bad, ready = true, onAct, onLeave, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  // A dialog that is taken away does not give the focus back by itself.
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current!.showModal();
    return () => before?.focus();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (ready) onAct?.();
  };
  return (
    <dialog ref={box} aria-labelledby="dialog-title" onCancel={(event) => (event.preventDefault(), onLeave())}
      onClick={(event) => event.target === box.current && onLeave()}>
      <form class="ask" onSubmit={submit}>
        <h2 id="dialog-title">{title}</h2>
        {children}
        <div class="answers">
          <button type="button" class="button quiet" onClick={onLeave}>{act ? t("cancel") : t("close")}</button>
          {act && <button type="submit" class={`button ${bad ? "bad" : ""}`} aria-disabled={ready ? undefined : "true"}>{act}</button>}
        </div>
      </form>
    </dialog>
  );
}

interface ChoiceProps<T extends string> {
  legend: string;
  name: string;
  options: { value: T; text: string; hint?: string; off?: boolean }[];
  value?: T;
  /** Whether the digits choose, too. */
  numbered?: boolean;
  required?: boolean;
  onChoose(value: T): void;
}

/** Radio buttons; where they are numbered, the digit is the key. */
export function Choice<T extends string>({ legend, name, options, value, numbered, required, onChoose }: ChoiceProps<T>) {
  const choose = (event: KeyboardEvent) => {
    const typing = (event.target as Element).matches("input:not([type=radio])");
    const picked = numbered && !typing && !event.repeat ? options[Number(event.key) - 1] : undefined;
    if (!picked || picked.off) return;
    onChoose(picked.value);
    box.current?.querySelector<HTMLElement>(`[value="${CSS.escape(picked.value)}"]`)?.focus();
  };
  const box = useRef<HTMLFieldSetElement>(null);
  const latest = useRef(choose);
  latest.current = choose;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => latest.current(event);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <fieldset class="choice" ref={box}>
      <legend>{legend}</legend>
      {options.map((one, n) => (
        <label key={one.value}>
          <input type="radio" name={name} value={one.value} checked={one.value === value} disabled={one.off} required={required} onChange={() => onChoose(one.value)} />
          {numbered && <kbd>{n + 1}</kbd>}
          <span>{one.text}{one.hint && <small>{one.hint}</small>}</span>
        </label>
      ))}
    </fieldset>
  );
}
