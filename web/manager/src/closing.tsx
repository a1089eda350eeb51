/** An office's closures: close it or a service, see how many are told, open again. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Problem, remove } from "../../src/api";
import { Dialog } from "../../src/dialog";
import { useNow, useRead } from "../../src/hooks";
import type { Office, OfficeSummary } from "../../src/types";
import { Button, Notice, ProblemNote } from "../../src/ui";
import { CloseDialog } from "./close-dialog";
import { type Closure, daysOf } from "./closures";
import { t } from "./words";

/** Seconds between two looks at how many are told. */
const OFTEN = 3;

export function Closing({ office }: { office: OfficeSummary }) {
  const { value, reload } = useRead<{ closures: Closure[] }>(`/offices/${office.id}/closures`);
  const [asking, ask] = useState(false);
  const [declared, note] = useState<Closure[]>([]);
  const [reopened, noteReopened] = useState<Closure[]>([]);
  const { value: whole } = useRead<Office>(value?.closures.length || reopened.length ? `/offices/${office.id}` : undefined);
  const box = useRef<HTMLDivElement>(null);
  // The row from which it was opened again is gone, and the focus with it.
  useEffect(() => {
    if (reopened.length) box.current!.focus();
  }, [reopened.length]);
  const known = value?.closures ?? [];
  const coming = [...known, ...declared.filter((one) => !known.some((other) => other.id === one.id))].filter((one) => !reopened.some((other) => other.id === one.id));
  const named = (one: Closure) => (one.service ? whole?.services.find((service) => service.id === one.service)?.name ?? one.service : t("wholeOffice"));
  return (
    <div class="closing" ref={box} tabIndex={-1}>
      {coming.length > 0 && <h3 class="small">{t("closures")}</h3>}
      {coming.length > 0 && (
        <ul>{coming.map((one) => (
          <li key={one.id}><Row office={office.id} closure={one} name={named(one)} onReopened={() => (noteReopened([...reopened, one]), reload())} /></li>
        ))}</ul>
      )}
      <p class="small" role="status">{reopened.slice(-1).map((one) => t("reopened", named(one), daysOf(one)))}</p>
      <Button kind="second" onClick={() => ask(true)} aria-haspopup="dialog" aria-label={t("closeOf", office.name)}>{t("closeOpen")}</Button>
      {asking && <CloseDialog office={office} onLeave={() => ask(false)} onClosed={(closure) => (note([...declared, closure]), ask(false), reload())} />}
    </div>
  );
}

function Row({ office, closure, name, onReopened }: { office: string; closure: Closure; name: string; onReopened(): void }) {
  const [asking, ask] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const reopen = () => remove(`/offices/${office}/closures/${closure.id}`)
    .then(onReopened, (refused) => (setProblem(refused instanceof Problem ? refused : undefined), ask(false)));
  return (
    <>
      <p><strong>{name}</strong> · {daysOf(closure)}<br /><span class="soft">{closure.why}</span></p>
      <Told office={office} closure={closure.id} />
      <Button kind="quiet" onClick={() => ask(true)} aria-haspopup="dialog" aria-label={t("reopenOf", name, daysOf(closure))}>{t("reopen")}</Button>
      <ProblemNote problem={problem} />
      {asking && (
        <Dialog title={t("reopenSure", closure.service ? name : t("allOfIt"), daysOf(closure))} back={t("cancel")} act={t("reopen")} onAct={reopen} onLeave={() => ask(false)}>
          <Notice><p>{t("reopenMeans")}</p></Notice>
        </Dialog>
      )}
    </>
  );
}

/** How many of those whom the closure concerns are told; looked at again until nobody more can be found. */
function Told({ office, closure }: { office: string; closure: string }) {
  const [seen, see] = useState<Closure["concerned"]>();
  const now = useNow(OFTEN);
  const look = useCallback(() => void get<Closure>(`/offices/${office}/closures/${closure}`).then((one) => see(one.concerned), () => undefined), [office, closure]);
  useEffect(() => {
    if (!seen?.done) look();
  }, [now]);
  if (!seen) return null;
  const all = seen.bookings + seen.numbers;
  return (
    <div class="told" role="status">
      {all > 0 && <progress max={all} value={seen.told} aria-label={t("toldOf", seen.told, all)} />}
      <span class="small">{all ? t("toldOf", seen.told, all) : seen.done ? t("nobody") : t("looking")}</span>
    </div>
  );
}
