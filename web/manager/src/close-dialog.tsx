/** Close the office or a service: one form, whom it concerns, and once more before it is done. */

import { useEffect, useState } from "preact/hooks";
import { get, post, Problem } from "../../src/api";
import { Dialog } from "../../src/dialog";
import { useRead } from "../../src/hooks";
import { dayOf } from "../../src/time";
import type { Office, OfficeSummary } from "../../src/types";
import { Field, Notice, ProblemNote } from "../../src/ui";
import { bodyOf, type Closure, type Concerned, concernedPath, daysOf, hasDays, type Wish } from "./closures";
import { t } from "./words";

interface Props {
  office: OfficeSummary;
  onClosed(closure: Closure): void;
  onLeave(): void;
}

/** Milliseconds without a change after which it is asked whom the days would concern. */
const STEADY = 400;

export function CloseDialog({ office, onClosed, onLeave }: Props) {
  const today = dayOf(Date.now(), office.time_zone);
  const { value: whole } = useRead<Office>(`/offices/${office.id}`);
  const [wish, set] = useState<Wish>({ service: "", from: today, to: today, why: "", english: "", serveWaiting: true });
  const [sure, ask] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const concerned = useConcerned(office.id, wish, today);
  const change = (part: Partial<Wish>) => (set({ ...wish, ...part }), ask(false), setProblem(undefined));
  const ready = hasDays(wish, today) && wish.why.trim() !== "" && !busy;
  const name = whole?.services.find((one) => one.id === wish.service)?.name ?? t("allOfIt");
  const act = async () => {
    if (!sure) return ask(true);
    setBusy(true), setProblem(undefined);
    await post<Closure>(`/offices/${office.id}/closures`, bodyOf(wish))
      .then(onClosed, (refused) => (setProblem(refused instanceof Problem ? refused : undefined), ask(false)));
    setBusy(false);
  };
  // Each step is a dialog of its own: the focus goes to its beginning, its title is read, and the way back leads to the form.
  return (
    <Dialog key={sure ? "sure" : "form"} title={sure ? t("closeSure", name, daysOf(wish)) : t("closeTitle", office.name)} bad={sure} ready={ready}
      back={sure ? t("closeBack") : t("cancel")} act={sure ? t("closeDo") : t("closeNext")} onAct={act} onLeave={sure ? () => ask(false) : onLeave}>
      {sure
        ? <Notice kind="warn" title={toldOf(concerned)}><p>{t("closeMeans")}</p></Notice>
        : <Form wish={wish} today={today} office={whole} problem={problem} change={change} />}
      {!sure && <p class="concerned" role="status">{hasDays(wish, today) ? toldOf(concerned) : t("daysWrong")}</p>}
      <ProblemNote problem={problem?.field ? undefined : problem} />
    </Dialog>
  );
}

interface FormProps {
  wish: Wish;
  today: string;
  office?: Office;
  problem?: Problem;
  change(part: Partial<Wish>): void;
}

function Form({ wish, today, office, problem, change }: FormProps) {
  const fault = (field: string) => (problem?.field?.split(".")[0] === field ? problem.detail || problem.title : undefined);
  return (
    <>
      <div class="field"><label for="what">{t("closeWhat")}</label>
        <select id="what" value={wish.service} onChange={(event) => change({ service: event.currentTarget.value })}>
          <option value="">{t("wholeOffice")}</option>
          {office?.services.map((one) => <option key={one.id} value={one.id}>{one.letter} · {one.name}</option>)}
        </select>
      </div>
      <div class="days">
        <Field name="from" type="date" label={t("closeFrom")} value={wish.from} min={today} required fault={fault("from")}
          onText={(from) => change({ from, to: wish.to < from ? from : wish.to })} />
        <Field name="to" type="date" label={t("closeTo")} value={wish.to} min={wish.from} required fault={fault("to")} onText={(to) => change({ to })} />
      </div>
      <Field name="why" label={t("closeWhy")} hint={t("closeWhyHint")} value={wish.why} maxLength={150} required autocomplete="off" fault={fault("why")}
        onText={(why) => change({ why })} />
      <Field name="english" label={t("closeEnglish")} value={wish.english} maxLength={150} autocomplete="off" onText={(english) => change({ english })} />
      {wish.from === today && (
        <label class="tick"><input type="checkbox" checked={wish.serveWaiting} onChange={(event) => change({ serveWaiting: event.currentTarget.checked })} />
          <span>{t("serveWaiting")}<small>{t("serveWaitingHint")}</small></span></label>
      )}
    </>
  );
}

/** Whom these days would concern, asked for once they stay as they are. */
function useConcerned(office: string, wish: Wish, today: string): Concerned | undefined {
  const path = hasDays(wish, today) ? concernedPath(office, wish) : undefined;
  const [found, set] = useState<{ path?: string; value?: Concerned }>({});
  useEffect(() => {
    if (!path) return;
    const timer = setTimeout(() => void get<Concerned>(path).then((value) => set({ path, value }), () => undefined), STEADY);
    return () => clearTimeout(timer);
  }, [path]);
  return found.path === path ? found.value : undefined;
}

const toldOf = (concerned?: Concerned) => (concerned ? t("concerns", concerned.bookings, concerned.numbers) : t("counting"));
