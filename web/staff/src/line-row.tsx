/** One who waits: a click or Enter calls this number, Delete declares it void. */

import type { Waiting } from "../../src/line";
import { Classes } from "./tags";
import { t } from "./words";

interface Props {
  one: Waiting;
  /** Called or withdrawn since a hand came onto the list. */
  gone: boolean;
  service: string;
  /** The one whom this counter calls next stands out; those whom it does not call stand back. */
  kind: "next" | "other" | "";
  tabIndex: number;
  onCall(): void;
  onVoid(): void;
}

export function LineRow({ one, gone, service, kind, tabIndex, onCall, onVoid }: Props) {
  const still = gone || !one.present;
  return (
    <li class={`${kind} ${still ? "still" : ""} ${gone ? "gone" : ""}`}>
      <button type="button" class="row" data-number={one.number} tabIndex={tabIndex} aria-disabled={still ? "true" : undefined}
        aria-current={kind === "next" ? "true" : undefined} title={still ? undefined : t("callRow", one.number)}
        onClick={() => !still && onCall()} onKeyDown={(event) => event.key === "Delete" && !gone && onVoid()}>
        <b>{one.number}</b>
        <span class="service">{service}</span>
        <Classes klass={one.class} quiet />
        {one.counter && <span class="tag">{t("counter", one.counter)}</span>}
        <span class="waited">{gone ? t("gone") : one.present ? t("waited", one.minutes) : t("absent")}</span>
      </button>
      <button type="button" class="more" tabIndex={-1} disabled={gone} aria-label={`${t("voidIt")} ${one.number}`} title={t("voidIt")} onClick={onVoid}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
      </button>
    </li>
  );
}
