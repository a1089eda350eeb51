/** Sign in, choose where one sits, work. */

import { useEffect, useState } from "preact/hooks";
import { useLanguage, useRead } from "../../src/hooks";
import { officesOf } from "../../src/session";
import { SignIn } from "../../src/sign-in";
import type { OfficeSummary } from "../../src/types";
import { Blank, ProblemNote, Top } from "../../src/ui";
import { useSession } from "../../src/use-session";
import { CounterChoice, OfficeChoice } from "./choose";
import { Desk } from "./desk";
import { keepPlace, keptPlace, type Place } from "./place";
import { t } from "./words";

export function App() {
  useLanguage();
  const { session, signedIn, leave } = useSession();
  const [place, setPlace] = useState<Partial<Place>>(keptPlace);
  useEffect(() => keepPlace(place), [place]);
  if (!session) {
    return <><Top home="/staff/" name="Antrean" /><main class="middle"><SignIn name={t("name")} onSession={signedIn} /></main></>;
  }
  return <Offices allowed={officesOf(session.groups, "staff")} place={place} setPlace={setPlace} leave={leave} />;
}

interface Props {
  allowed: string[] | "all";
  place: Partial<Place>;
  setPlace(place: Partial<Place>): void;
  leave(): void;
}

function Offices({ allowed, place, setPlace, leave }: Props) {
  const { value, problem, reload } = useRead<{ offices: OfficeSummary[] }>("/offices");
  const offices = value?.offices.filter((one) => allowed === "all" || allowed.includes(one.id));
  const office = offices?.length === 1 ? offices[0] : offices?.find((one) => one.id === place.office);
  const again = () => setPlace(place.counter ? { office: place.office } : {});
  if (office && place.counter && place.office === office.id) {
    return <Desk office={office} counter={place.counter} onChange={again} onLeave={leave} />;
  }
  return (
    <>
      <Top home="/staff/" name="Antrean"><button type="button" class="leave" onClick={leave}>{t("signOut")}</button></Top>
      <main class="page">
        <ProblemNote problem={problem} again={reload} />
        {!offices && !problem && <Blank />}
        {offices && (office
          ? <CounterChoice office={office} onBack={offices.length > 1 ? () => setPlace({}) : undefined}
            onCounter={(counter) => setPlace({ office: office.id, counter })} />
          : <OfficeChoice offices={offices} onOffice={(id) => setPlace({ office: id })} />)}
      </main>
    </>
  );
}
