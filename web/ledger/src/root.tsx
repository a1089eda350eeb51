/** A root as people compare it: sixteen groups of four. */

import { useState } from "preact/hooks";
import { Button } from "../../src/ui";
import { t } from "./words";

export function RootCard({ name, hint, root }: { name: string; hint: string; root: string }) {
  const [copied, set] = useState(false);
  const copy = () => navigator.clipboard?.writeText(root).then(() => set(true), () => undefined);
  return (
    <div class="stack">
      <h2>{name}</h2>
      <p class="root" translate={false}>{root.match(/.{4}/g)?.map((group, n) => <span key={n}>{group} </span>)}</p>
      <p class="soft small">{hint}</p>
      {navigator.clipboard && <Button kind="quiet" onClick={copy}>{copied ? t("copied") : t("copy")}</Button>}
    </div>
  );
}
