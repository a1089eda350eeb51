/** The first page: what this phone has already, and every office. */

import { useState } from "preact/hooks";
import { useRead } from "../src/hooks";
import { decimal } from "../src/time";
import type { OfficeSummary, Position } from "../src/types";
import { Blank, Button, Field, ProblemNote } from "../src/ui";
import { forget, mine, type Mine } from "./mine";
import { distance, locate } from "./place";
import { to } from "./route";
import { Chevron, OpenTag, titleOf, useTitle } from "./shared";
import { t } from "./words";

export function HomePage() {
  const { value, problem, reload } = useRead<{ offices: OfficeSummary[] }>("/offices");
  useTitle(t("where"));
  return (
    <div class="page home">
      <header class="head hero">
        <h1>{t("where")}</h1>
        <p class="soft">{t("tagline")}</p>
      </header>
      <MineList offices={value?.offices ?? []} />
      <ProblemNote problem={problem} again={reload} />
      {value ? <Offices offices={value.offices} /> : !problem && <><Blank height="3.25rem" /><Blank height="5rem" /><Blank height="5rem" /><Blank height="5rem" /></>}
      {(value || problem) && <a class="button second" href={to("find")}>{t("haveCode")}</a>}
    </div>
  );
}

function Offices({ offices }: { offices: OfficeSummary[] }) {
  const [words, search] = useState("");
  const [here, setHere] = useState<Position>();
  const [lost, setLost] = useState(false);
  const far = (office: OfficeSummary) => (here && office.position ? distance(here, office.position) : Infinity);
  const wanted = words.toLowerCase().split(/\s+/);
  const shown = offices.filter((office) => wanted.every((word) => office.name.toLowerCase().includes(word)));
  if (here) shown.sort((a, b) => far(a) - far(b));
  const nearest = () => locate().then(setHere, () => setLost(true));
  return (
    <section class="stack" aria-label={t("allOffices")}>
      <Field name="search" type="search" label={t("search")} autocomplete="off" onText={search} />
      {offices.some((office) => office.position) && !here && <Button kind="quiet" onClick={nearest}><Pin />{t("nearest")}</Button>}
      {lost && !here && <p role="status" class="soft">{t("nearestFailed")}</p>}
      <ul class="rows">
        {shown.map((office) => (
          <li key={office.id}>
            <a class="row card" href={to("o", office.id)}>
              <span class="grow"><strong>{office.name}</strong>
                <span class="tags"><OpenTag office={office} />{far(office) < Infinity && <span class="tag">{t("away", decimal(far(office) / 1000))}</span>}</span>
              </span><Chevron />
            </a>
          </li>
        ))}
      </ul>
      {!shown.length && <p role="status" class="soft">{t("noOffice")}</p>}
    </section>
  );
}

const Pin = () => (
  <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
    <path d="M9 16.500S3 11 3 7a6 6 0 0112 0c0 4-6 9.500-6 9.500z" /><circle cx="9" cy="7" r="2" />
  </svg>
);

function MineList({ offices }: { offices: OfficeSummary[] }) {
  const [all, set] = useState(mine);
  const going = all.filter((one) => one.going);
  if (!going.length) return null;
  const drop = (code: string) => (forget(code), set(mine()));
  return (
    <section class="stack">
      <h2>{t("mine")}</h2>
      <ul class="rows">
        {going.map((one) => <MineRow key={one.code} one={one} office={offices.find((o) => o.id === one.office)} drop={drop} />)}
      </ul>
    </section>
  );
}

function MineRow({ one, office, drop }: { one: Mine; office?: OfficeSummary; drop(code: string): void }) {
  const title = titleOf(one, office?.time_zone);
  return (
    <li class="mine card">
      <a class="row" href={to(one.kind, one.code)}><span class="grow"><strong>{title}</strong><span class="soft">{office?.name ?? one.office}</span></span><Chevron /></a>
      <button type="button" class="drop" aria-label={`${t("forget")}: ${title}`} onClick={() => drop(one.code)}>×</button>
    </li>
  );
}
