/** The step at which one says when: a slot. */

import { type Aim, linkTo } from "./aim";
import { partyOf, useAsked } from "./asked";
import { Choose } from "./choose";
import { Frame } from "./steps";
import { t } from "./words";

export function PlacePage({ aim }: { aim: Aim }) {
  const [asked] = useAsked();
  return (
    <Frame aim={aim} step="place" asked={asked} title={t("placeTitle")}>{({ office, service }) =>
      <Choose office={office} service={service} party={partyOf(asked)} link={(slot) => linkTo({ ...aim, at: slot.id }, "details")} />}</Frame>
  );
}
