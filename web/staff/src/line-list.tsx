/** Who waits, in call order, and how long already. */

import type { Line, Waiting } from "../../src/line";
import { isMine } from "./mine";
import { t } from "./words";

interface Props {
  line?: Line;
  names: Map<string, string>;
  services?: string[];
}

export function LineList({ line, names, services }: Props) {
  const waiting = line?.waiting ?? [];
  const next = waiting.find((one) => isMine(one, services));
  const here = waiting.filter((one) => one.present).length;
  return (
    <section class="line card">
      <h2>{t("line")} <span class="soft">{t("lineCount", here, waiting.length - here)}</span></h2>
      {line && !waiting.length && <p class="soft empty">{t("emptyLine")}</p>}
      <ol tabIndex={0} aria-label={t("line")}>{waiting.map((one) => <Row key={one.number} one={one} names={names} kind={one === next ? "next" : isMine(one, services) ? "" : "absent"} />)}</ol>
    </section>
  );
}

/** The one whom this counter calls next stands out; those whom it does not call stand back. */
function Row({ one, names, kind }: { one: Waiting; names: Map<string, string>; kind: string }) {
  return (
    <li class={kind}>
      <b>{one.number}</b>
      <span class="service">{names.get(one.service) ?? one.service}</span>
      {one.class === "priority" && <span class="tag warn">{t("priority")}</span>}
      {one.class === "booked" && <span class="tag">{t("booked")}</span>}
      <span class="waited">{one.present ? t("waited", one.minutes) : t("absent")}</span>
    </li>
  );
}
