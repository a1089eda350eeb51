/** What is kept of the visitor, masked, and its deletion on their word. */

import { useState } from "preact/hooks";
import { remove } from "../src/api";
import type { Masked } from "../src/types";
import { Notice } from "../src/ui";
import { Sure } from "./sure";
import { t } from "./words";

/** `path` is the ticket's or booking's; `erased` is told once nothing is kept any more. */
export function OwnData({ path, kept, erased }: { path: string; kept?: Masked; erased?(): void }) {
  const [gone, set] = useState(false);
  if (gone) return <Notice kind="good" role="status"><p>{t("erased")}</p></Notice>;
  const told = [kept?.name, kept?.phone, kept?.nik].filter(Boolean);
  return (
    <details class="card">
      <summary>{t("ownData")}</summary>
      <div class="stack">
        {kept && <p>{told.length ? told.join(" · ") : t("noData")}</p>}
        <p class="soft small">{t("dataHint")}</p>
        <Sure label={t("erase")} question={t("eraseSure")} yes={t("eraseYes")} no={t("eraseNo")}
          act={() => remove(`${path}/visitor`).then(() => (set(true), erased?.()))} />
      </div>
    </details>
  );
}
