/** Who the visit is for: oneself, somebody one stands in for, or a family. */

import { Button } from "../../src/ui";
import { go } from "../route";
import { type Aim, linkTo } from "./aim";
import { type Asked, useAsked } from "./asked";
import { Frame } from "./steps";
import { t } from "./words";

export function WhoPage({ aim }: { aim: Aim }) {
  const [asked, keep] = useAsked();
  const send = (event: Event) => {
    event.preventDefault();
    go(linkTo(aim, "place"));
  };
  return (
    <Frame aim={aim} step="who" asked={asked} title={t("whoTitle")}>{() => (
      <form class="stack" onSubmit={send}>
        <fieldset class="choices">
          <legend class="only-read">{t("whoTitle")}</legend>
          {(["self", "other", "family"] as const).map((who) => (
            <label key={who} class="choice tall"><input type="radio" name="who" value={who} checked={asked.who === who} onChange={() => keep({ ...asked, who })} />
              <span class="grow"><strong>{t(`who_${who}`)}</strong><span class="soft small">{t(`who_${who}_hint`)}</span></span></label>
          ))}
        </fieldset>
        {asked.who === "family" && <Size asked={asked} keep={keep} />}
        <Button wide type="submit">{t("goOn")}</Button>
      </form>
    )}</Frame>
  );
}

function Size({ asked, keep }: { asked: Asked; keep(asked: Asked): void }) {
  return (
    <fieldset>
      <legend>{t("howMany")}</legend>
      <div class="sizes">{[2, 3, 4, 5].map((size) => (
        <label key={size} class="day"><input type="radio" name="size" value={size} checked={asked.size === size} onChange={() => keep({ ...asked, size })} />
          <span><b>{size}</b></span></label>
      ))}</div>
    </fieldset>
  );
}
