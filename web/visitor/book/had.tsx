/** Who comes back to a form that was sent already sees what came of it, and no second place is held meanwhile. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button, Notice } from "../../src/ui";
import { mine } from "../mine";
import { to } from "../route";
import type { Aim } from "./aim";
import { t } from "./words";

export function UnlessHad({ aim, children }: { aim: Aim; children: ComponentChildren }) {
  const [again, set] = useState(false);
  const had = mine().find(({ going, booking }) => going && booking?.slot?.id === aim.at && booking?.office === aim.office && booking.service === aim.service);
  if (!had || again || aim.goal !== "book") return <>{children}</>;
  return (
    <Notice kind="good" title={t("hadSlot")}>
      <a class="button" href={to("b", had.code)}>{t("seeBooking")}</a>
      <Button kind="quiet" onClick={() => set(true)}>{t("oneMore")}</Button>
    </Notice>
  );
}
