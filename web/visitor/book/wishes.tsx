/** A draw's wishes: up to five slots in the order in which one would like them, or any. */

import { useDraft } from "../../src/draft";
import { useRead } from "../../src/hooks";
import { clock, longDate, noonOf } from "../../src/time";
import type { SlotsOfDay } from "../../src/types";
import { Blank, Button, Notice, ProblemNote } from "../../src/ui";
import { go } from "../route";
import { type Aim, beside, linkTo, stepsOf } from "./aim";
import { useAsked } from "./asked";
import { Frame, type Ready } from "./steps";
import { ByPart } from "./times";
import { t } from "./words";

const MOST = 5;

export interface Wishes {
  /** Slots' ids, the dearest first; none means any. */
  slots: string[];
  /** Onto the waitlist when not drawn. */
  waitlist: boolean;
}

export const useWishes = ({ office, service, at }: Aim) => useDraft<Wishes>(`wishes:${office}:${service}:${at}`, { slots: [], waitlist: true });

export function WishesPage({ aim }: { aim: Aim }) {
  const [asked] = useAsked();
  return <Frame aim={aim} step="place" asked={asked} title={t("wishesTitle")}>{(ready) =>
    <Choice {...ready} aim={aim} next={() => go(linkTo(aim, beside(stepsOf(ready.service, asked), "place") ?? "details"))} />}</Frame>;
}

function Choice({ office, service, aim, next }: Ready & { aim: Aim; next(): void }) {
  const [wishes, keep] = useWishes(aim);
  const { value, problem, reload } = useRead<SlotsOfDay>(`/offices/${office.id}/services/${service.id}/slots?date=${aim.at}`);
  const { slots } = wishes;
  const wish = (id: string) => {
    if (slots.includes(id)) keep({ ...wishes, slots: slots.filter((one) => one !== id) });
    else if (slots.length < MOST) keep({ ...wishes, slots: [...slots, id] });
  };
  const send = (event: Event) => {
    event.preventDefault();
    next();
  };
  return (
    <form class="stack" onSubmit={send}>
      <Notice><p>{t("wishesHint")}</p></Notice>
      <h2>{longDate(noonOf(aim.at!), "UTC")}</h2>
      <p role="status">{slots.length ? t("wished", slots.length) : t("anyTime")}</p>
      <ProblemNote problem={problem} again={reload} />
      {!value && !problem && <Blank height="8rem" />}
      {value && <ByPart slots={value.slots} zone={office.time_zone}>{({ id, start }) => {
        const at = slots.indexOf(id);
        return (
          <label class="day wish"><input type="checkbox" checked={at >= 0} disabled={at < 0 && slots.length >= MOST} onChange={() => wish(id)} />
            <span><b>{clock(start, office.time_zone)}</b><small>{at >= 0 ? t("wishNumber", at + 1) : t("wishNone")}</small></span></label>
        );
      }}</ByPart>}
      <label class="choice"><input type="checkbox" checked={wishes.waitlist} onChange={() => keep({ ...wishes, waitlist: !wishes.waitlist })} /><span>{t("wishWaitlist")}</span></label>
      <Button wide type="submit">{t("goOn")}</Button>
    </form>
  );
}
