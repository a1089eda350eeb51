/** What is to be put right on a page, each with the way to its field. */

import { useEffect, useRef } from "preact/hooks";
import { t } from "./words";

export interface Fault {
  field: string;
  text: string;
  /** The page of the field, when it is another one. */
  href?: string;
}

export function Summary({ faults }: { faults: Fault[] }) {
  const box = useRef<HTMLElement>(null);
  const told = faults.map((fault) => fault.field + fault.text).join();
  useEffect(() => {
    if (!told) return;
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, [told]);
  if (!faults.length) return null;
  return (
    <section class="notice bad" role="alert" tabIndex={-1} ref={box}>
      <strong>{t("toFix")}</strong>
      <ul class="fixes">{faults.map((fault) => <li key={fault.field}>
        {fault.href ? <a href={fault.href}>{fault.text}</a>
          : <a href={`#${fault.field}`} onClick={(event) => (event.preventDefault(), document.getElementById(fault.field)?.focus())}>{fault.text}</a>}
      </li>)}</ul>
    </section>
  );
}
