/** The ledger as a file, and the program that checks it without this page. */

import { useState } from "preact/hooks";
import { Problem } from "../../src/api";
import { Button, ProblemNote } from "../../src/ui";
import { fetchDay } from "./check";
import type { Ledger } from "./entries";
import { t } from "./words";

interface Props {
  office: string;
  date: string;
  /** What a check has fetched already: that very copy is saved. */
  ledger: Ledger | undefined;
  entries: number;
}

export function Export({ office, date, ledger, entries }: Props) {
  const [done, setDone] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const save = async () => {
    setProblem(undefined);
    setDone(0);
    try {
      download(`antrean-${office}-${date}.json`, JSON.stringify(ledger ?? (await fetchDay(office, date, setDone)), null, 1));
    } catch (refused) {
      setProblem(refused as Problem);
    } finally {
      setDone(undefined);
    }
  };
  return (
    <details>
      <summary>{t("byYourself")}</summary>
      <div class="stack">
        <p>{t("byYourselfText")}</p>
        <Button kind="second" busy={done === undefined ? false : t("fetching", done, entries)} onClick={save}>{t("export")}</Button>
        <ProblemNote problem={problem} />
        <a class="button second" href="/verify_ledger.py" download>{t("verifier")}</a>
        <pre class="soft">python3 verify_ledger.py antrean-{office}-{date}.json</pre>
      </div>
    </details>
  );
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
