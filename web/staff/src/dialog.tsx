/** The staff page's dialogs, with its own words, and a choice of one by pointer or digit. */

import { useEffect, useRef } from "preact/hooks";
import { Dialog as Shared, type DialogProps } from "../../src/dialog";
import { t } from "./words";

export const Dialog = (asked: DialogProps) => <Shared {...asked} back={asked.act ? t("cancel") : t("close")} />;

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
