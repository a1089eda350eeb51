/** Who waits, in call order, and how long already. */

import type { Line, Waiting } from "../../src/line";
import { t } from "./words";

export function LineList({ line, names }: { line?: Line; names: Map<string, string> }) {
  const waiting = line?.waiting ?? [];
  const here = waiting.filter((one) => one.present).length;
  return (
    <section class="line card">
      <h2>{t("line")} <span class="soft">{t("lineCount", here, waiting.length - here)}</span></h2>
      {line && !waiting.length && <p class="soft empty">{t("emptyLine")}</p>}
      <ol tabIndex={0} aria-label={t("line")}>{waiting.map((one) => <Row key={one.number} one={one} names={names} />)}</ol>
    </section>
  );
}

function Row({ one, names }: { one: Waiting; names: Map<string, string> }) {
  return (
    <li class={one.present ? "" : "absent"}>
      <b>{one.number}</b>
      <span class="service">{names.get(one.service) ?? one.service}</span>
      {one.class === "priority" && <span class="tag warn">{t("priority")}</span>}
      {one.class === "booked" && <span class="tag">{t("booked")}</span>}
      <span class="waited">{one.present ? t("waited", one.minutes) : t("absent")}</span>
    </li>
  );
}
