/** A ticket's class and priority group as tags. */

import type { Waiting } from "../../src/line";
import type { AtCounter } from "./at-counter";
import { t } from "./words";

interface Props {
  klass: Waiting["class"];
  group?: AtCounter["group"];
  /** A walk-in goes without saying. */
  quiet?: boolean;
}

export function Classes({ klass, group, quiet }: Props) {
  if (klass === "priority" || group) return <span class="tag warn">{group ? t(group) : t("priority")}</span>;
  if (klass === "booked") return <span class="tag">{t("booked")}</span>;
  return quiet ? null : <span class="tag">{t("walkIn")}</span>;
}
