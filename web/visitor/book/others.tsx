/** Where and when there are places, when the one that was wanted is full. */

import { useRead } from "../../src/hooks";
import { clockZone, decimal, shortDate, zoneOf } from "../../src/time";
import type { Alternative } from "../../src/types";
import { Blank } from "../../src/ui";
import { to } from "../route";
import { Chevron } from "../shared";
import { t } from "./words";

/** Read only once a visitor met a full day: nobody else pays for it. */
export function Others({ office, service, party }: { office: string; service: string; party: number }) {
  const { value, problem } = useRead<{ alternatives: Alternative[] }>(
    `/offices/${office}/services/${service}/alternatives${party > 1 ? `?party=${party}` : ""}`);
  if (problem) return null;
  if (!value) return <Blank height="5rem" />;
  return <Choices office={office} alternatives={value.alternatives} />;
}

/** The nearest in time first; elsewhere says how far. */
export function Choices({ office, alternatives, link = bookAt }: { office: string; alternatives: Alternative[]; link?(one: Alternative): string }) {
  if (!alternatives.length) return <p class="soft">{t("noOthers")}</p>;
  return (
    <section class="stack" aria-label={t("others")}>
      <h2>{t("others")}</h2>
      <ul class="rows">{alternatives.map((one) => {
        const zone = zoneOf(one.slot.start);
        return (
          <li key={`${one.office} ${one.slot.id}`}>
            <a class="row card" href={link(one)}>
              <span class="grow"><strong>{shortDate(one.slot.start, zone)}, {clockZone(one.slot.start, zone)}</strong>
                <span class="soft">{one.office === office ? t("sameOffice") : `${one.name} · ${t("away", decimal(one.kilometres))}`}</span></span>
              <Chevron />
            </a>
          </li>
        );
      })}</ul>
    </section>
  );
}

const bookAt = (one: Alternative) => to("o", one.office, one.service, "book", one.slot.id);
