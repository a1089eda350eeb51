/** How many calls did not follow the turns, and for which reasons: a bar for each. */

import { Notice } from "../../src/ui";
import type { Summary } from "./entries";
import { reasonWords } from "./story";
import { t } from "./words";

export function Order({ order, calls }: { order: Summary["out_of_order"]; calls: number }) {
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
    </section>
  );
}
