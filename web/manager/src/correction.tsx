/** Set right, behind the close of its day, what became of a ticket; it stands in the ledger's supplement. */

import { useState } from "preact/hooks";
import { post, Problem } from "../../src/api";
import { Button, Field, Notice, ProblemNote } from "../../src/ui";
import { t } from "./words";

const STATES = ["served", "no_show", "void"] as const;
const SAID = { served: "wasServed", no_show: "wasNoShow", void: "wasVoid" } as const;

export function Correction({ office, days }: { office: string; days: string[] }) {
  const [date, setDate] = useState(days[0] ?? "");
  const [number, setNumber] = useState("");
  const [state, setState] = useState<(typeof STATES)[number]>("served");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [seq, setSeq] = useState<number>();
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true), setProblem(undefined), setSeq(undefined);
    await post<{ seq: number }>(`/offices/${office}/corrections`, { date, number: number.trim().toUpperCase(), state })
      .then((done) => setSeq(done.seq), (refused) => setProblem(refused instanceof Problem ? refused : undefined));
    setBusy(false);
  };
  return (
    <details class="card correction">
      <summary>{t("correct")}</summary>
      <p class="soft">{t("correctHint")}</p>
      <form onSubmit={send}>
        <Field name="date" type="date" label={t("day")} value={date} onText={setDate} required />
        <Field name="number" label={t("number")} value={number} onText={setNumber} placeholder="A007" required autocomplete="off" />
        <div class="field"><label for="became">{t("became")}</label>
          <select id="became" value={state} onChange={(event) => setState(event.currentTarget.value as typeof state)}>
            {STATES.map((one) => <option key={one} value={one}>{t(SAID[one])}</option>)}
          </select>
        </div>
        <Button type="submit" busy={busy}>{t("correctDo")}</Button>
      </form>
      <ProblemNote problem={problem} />
      {seq !== undefined && <Notice kind="good" role="status" title={t("corrected", seq)} />}
    </details>
  );
}
