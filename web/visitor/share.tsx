/** A link that a relative may follow; it opens the ticket or booking, so it is only shared on purpose. */

import { useState } from "preact/hooks";
import { Button } from "../src/ui";
import { t } from "./words";

export function Share({ title }: { title: string }) {
  const [copied, set] = useState(false);
  const page = location.href;
  const share = async () => {
    if (navigator.share) await navigator.share({ title, url: page }).catch(() => undefined);
    else await navigator.clipboard?.writeText(page).then(() => set(true), () => undefined);
  };
  return (
    <details class="card">
      <summary>{t("share")}</summary>
      <div class="stack">
        <p class="soft small">{t("shareHint")}</p>
        <Button kind="second" wide onClick={share}>{copied ? t("copied") : t("shareLink")}</Button>
        <a class="button quiet" rel="noreferrer" target="_blank" href={`https://wa.me/?text=${encodeURIComponent(`${title}\n${page}`)}`}>{t("whatsapp")}</a>
      </div>
    </details>
  );
}
