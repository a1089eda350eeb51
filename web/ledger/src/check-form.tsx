/** Check the whole chain, and one's own ticket in it. */

import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../src/api";
import { focusField } from "../../src/draft";
import type { OfficeSummary } from "../../src/types";
import { Button, Field, Notice, ProblemNote } from "../../src/ui";
import { codeOf, inFours } from "../../visitor/code";
import { able } from "./chain";
import { checkDay, type Checked, type Opened, openOwn, type Step } from "./check";
import type { Summary } from "./entries";
import { Export } from "./export";
import { Verdict } from "./verdict";
import { t } from "./words";

interface Props {
  office: OfficeSummary;
  date: string;
  code: string;
  known: Summary;
  onOther(office: string, day: string, code: string): void;
}

interface Result extends Checked {
  number?: string;
  opened?: Opened[];
}

/** A number as people type it: `a 12` is A012, `k2-17` a kiosk's own K2-017; nothing when it is none. */
export function numberOf(text: string): string | undefined {
  const [, kiosk, own] = /^\s*[Kk]([1-9]\d?)\s*-\s*(\d{1,4})\s*$/.exec(text) ?? [];
  if (kiosk && own) return `K${kiosk}-${own.padStart(3, "0")}`;
  const [, letter, digits] = /^\s*([A-HJ-NP-Za-hj-np-z])[\s-]*(\d{1,4})\s*$/.exec(text) ?? [];
  return letter && digits && `${letter.toUpperCase()}${String(Number(digits)).padStart(3, "0")}`;
}

export function Check({ office, date, code: given, known, onOther }: Props) {
  const [text, setText] = useState(given && inFours(given));
  const [fault, setFault] = useState<string>();
  const [step, setStep] = useState<Step>();
  const [problem, setProblem] = useState<Problem>();
  const [result, setResult] = useState<Result>();
  const run = async (find?: { number?: string; code?: string }) => {
    setProblem(undefined);
    setResult(undefined);
    setStep({ doing: "fetching", done: 0, of: known.entries });
    try {
      const checked = await checkDay(office.id, date, known.entries, setStep);
      const found = find?.code ? await openOwn(find.code, checked.ledger) : undefined;
      if (find?.code && found && (found.own.office !== office.id || found.own.day !== date)) return onOther(found.own.office, found.own.day, find.code);
      const number = found?.own.number ?? find?.number;
      setResult({ ...checked, ...(number && { number }), ...(found && { opened: found.opened }) });
    } catch (refused) {
      setProblem(refused as Problem);
    } finally {
      setStep(undefined);
    }
  };
  useEffect(() => { if (given && able()) void run({ code: given }); }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = codeOf(text), number = numberOf(text);
    setFault(code || number ? undefined : t("numberWrong"));
    if (code || number) void run(code ? { code } : { number: number! });
    else focusField("own");
  };
  return (
    <section class="card stack">
      <h2>{t("check")}</h2>
      <p class="soft small">{t("checkHint")}</p>
      {!able() && <Notice kind="warn"><p>{t("unable")}</p></Notice>}
      {able() && (
        <form class="stack" noValidate onSubmit={submit}>
          <Field name="own" label={t("numberOrCode")} hint={t("numberHint")} fault={fault} value={text} autocomplete="off" autocapitalize="characters" spellcheck={false} class="codes" onText={setText} />
          <Button type="submit" wide busy={step ? progress(step) : false}>{t("checkOwn")}</Button>
          {!step && <Button kind="second" wide onClick={() => run()}>{t("checkAll")}</Button>}
        </form>
      )}
      {step && <progress max={step.of || 1} value={step.done} aria-label={progress(step)} />}
      <ProblemNote problem={problem} />
      <div aria-live="polite" class="stack">{result && <Verdict result={result} zone={office.time_zone} said={known} />}</div>
      <Export office={office.id} date={date} ledger={result?.ledger} entries={known.entries} />
    </section>
  );
}

const progress = ({ doing, done, of }: Step) => t(doing, done, of);
