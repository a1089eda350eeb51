/** Sign in, then all offices at once, those with trouble first, and the week's report of one. */

import { useCallback, useState } from "preact/hooks";
import { useLanguage, useRead } from "../../src/hooks";
import { officesOf } from "../../src/session";
import { SignIn } from "../../src/sign-in";
import type { OfficeSummary } from "../../src/types";
import { Blank, Notice, ProblemNote, Top } from "../../src/ui";
import { useSession } from "../../src/use-session";
import { Fleet } from "./fleet";
import { OfficeCard } from "./office-card";
import { Week } from "./week";
import { t } from "./words";

export function App() {
  useLanguage();
  const { session, signedIn, leave } = useSession();
  return (
    <>
      <Top home="/manager/" name={t("name")}>
        {session && <button type="button" class="leave" onClick={leave}>{t("signOut")}</button>}
      </Top>
      {session
        ? <Overview allowed={officesOf(session.groups, "manager")} mayClaim={session.groups.includes("administrator")} onLeave={leave} />
        : <main class="middle"><SignIn name={t("name")} onSession={signedIn} /></main>}
    </>
  );
}

function Overview({ allowed, mayClaim, onLeave }: { allowed: string[] | "all"; mayClaim: boolean; onLeave(): void }) {
  const { value, problem, reload } = useRead<{ offices: OfficeSummary[] }>("/offices");
  const offices = value?.offices.filter((one) => allowed === "all" || allowed.includes(one.id));
  const [counts, setCounts] = useState<Record<string, number>>({});
  const onTroubles = useCallback((id: string, count: number) => setCounts((before) => ({ ...before, [id]: count })), []);
  if (!offices) return <main class="wide-page">{problem ? <ProblemNote problem={problem} again={reload} /> : <Blank height="14rem" />}</main>;
  if (!offices.length) return <main class="wide-page"><Notice kind="warn" title={t("noOffice")}><p>{t("noOfficeHint")}</p></Notice></main>;
  const ordered = [...offices].sort((one, other) => Number((counts[other.id] ?? 0) > 0) - Number((counts[one.id] ?? 0) > 0));
  const inNeed = ordered.filter((one) => counts[one.id]).length;
  return (
    <main class="wide-page">
      <div class="title">
        <h1>{t("title")}</h1>
        <span class={`tag ${inNeed ? "warn" : "good"}`} role="status">{inNeed ? t("needCare", inNeed) : t("allWell")}</span>
      </div>
      <ul class="offices">
        {ordered.map((office) => <li key={office.id}><OfficeCard office={office} onTroubles={onTroubles} onLeave={onLeave} /></li>)}
      </ul>
      <Fleet offices={offices} mayClaim={mayClaim} />
      <Week offices={offices} />
    </main>
  );
}
