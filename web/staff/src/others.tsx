/** The other counters at a glance. */

import { timer } from "../../src/duration";
import { language } from "../../src/i18n";
import type { Line } from "../../src/line";
import { stateWord } from "./states";
import { t } from "./words";

export function Others({ line, mine, now }: { line?: Line; mine: string; now: number }) {
  const others = line?.counters.filter((one) => one.counter !== mine) ?? [];
  return (
    <section class="others" aria-label={t("others")}>
      <h2 class="only-read">{t("others")}</h2>
      <ul>
        {others.map(({ counter, state, number, since }) => (
          <li key={counter} class={state}>
            <span>{t("counter", counter)}</span>
            <b>{number ?? (state === "open" ? t("free") : stateWord(state))}</b>
            <span class="soft">{number && since ? timer(Date.parse(since), now, language() === "en" ? ":" : ".") : ""}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
