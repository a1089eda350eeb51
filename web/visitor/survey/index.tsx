/** Three faces after the service. */

import { useState } from "preact/hooks";
import { post, type Problem } from "../../src/api";
import { ProblemNote } from "../../src/ui";
import { Thanks } from "../shared";
import { t } from "./words";

const MOUTHS = { 3: "M13 26q9 12 18 0z", 2: "M13 27q9 7 18 0", 1: "M13 31q9-8 18 0" } as const;

export function Survey({ code }: { code: string }) {
  const [given, give] = useState(false);
  const [chosen, choose] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  if (given) return <Thanks />;
  const send = (satisfaction: 1 | 2 | 3) => {
    choose(satisfaction);
    setProblem(undefined);
    post<void>(`/tickets/${code}/survey`, { satisfaction }).then(
      () => give(true),
      (refused: Problem) => (choose(undefined), setProblem(refused)),
    );
  };
  return (
    <section class="card stack survey" aria-label={t("survey")}>
      <h2>{t("survey")}</h2>
      <div class="faces">
        {([3, 2, 1] as const).map((one) => (
          <button key={one} type="button" class={`face f${one}`} aria-pressed={chosen === one} disabled={chosen !== undefined} onClick={() => send(one)}>
            <svg viewBox="0 0 44 44" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.500" stroke-linecap="round" stroke-linejoin="round">
              <circle cx="22" cy="22" r="19" /><path d={MOUTHS[one]} /><path d="M15.500 16v2.500M28.500 16v2.500" stroke-width="4" /></svg>
            {t(`face${one}`)}
          </button>
        ))}
      </div>
      <ProblemNote problem={problem} />
    </section>
  );
}
