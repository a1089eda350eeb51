/** How many calls did not follow the turns, and for which reasons: a bar for each. */

import { Notice } from "../../src/ui";
import { WAYS } from "./audit-aside";
import type { Summary } from "./entries";
import { reasonWords } from "./story";
import { t } from "./words";

interface Props {
  order: Summary["out_of_order"];
  calls: number;
  aside: Summary["passed_aside"];
}

export function Order({ order, calls, aside }: Props) {
  const reasons = Object.entries(order.by_reason).sort(([, one], [, other]) => other - one);
  const most = Math.max(1, ...reasons.map(([, n]) => n));
  const explained = reasons.reduce((sum, [, n]) => sum + n, 0);
  const kept = calls ? t("allInOrder", calls) : t("nobodyCalled");
  return (
    <section class="card stack">
      <h2>{t("order")}</h2>
      {order.unexplained.length > 0 && <Notice kind="bad"><p>{t("unexplained", order.unexplained.join(", "))}</p></Notice>}
      {order.total === 0 && <p class="kept">{kept}</p>}
      {explained > 0 && <>
        <p>{t("withReason", explained, calls)}</p>
        <ul class="bars">
          {reasons.map(([reason, n]) => (
            <li key={reason}>
              <span>{reasonWords(reason)}</span><b>{n}</b>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width={(100 * n) / most} height="8" rx="1" /></svg>
            </li>
          ))}
        </ul>
      </>}
      {aside.total > 0 && <p class="soft small">{t("aside", aside.total)} {WAYS.filter((way) => aside.by[way]).map((way) => `${t(`aside_${way}`)} ${aside.by[way]}`).join(", ")}.</p>}
    </section>
  );
}
