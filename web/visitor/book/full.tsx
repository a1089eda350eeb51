/** The slot went to somebody else meanwhile: what there is instead; what was typed stays. */

import type { Alternative } from "../../src/types";
import type { Problem } from "../../src/api";
import { Notice } from "../../src/ui";
import { to } from "../route";
import { Choices } from "./others";
import { t } from "./words";

interface FullProps {
  problem: Problem;
  /** Those of the problem unless said otherwise. */
  alternatives?: Alternative[];
  office: string;
  service: string;
  /** To the page where another slot is chosen. */
  back: string;
  link?(one: Alternative): string;
}

export function Full({ problem, alternatives = problem.alternatives, office, service, back, link }: FullProps) {
  const full = problem.kind === "slot-full";
  return (
    <>
      <Notice kind="warn" title={full ? t("slotGone") : problem.title} role="alert"><p>{t("typedKept")}</p></Notice>
      {full && <Choices office={office} alternatives={alternatives} link={link} />}
      <a class="button second" href={back}>{t("chooseOther")}</a>
      {full && !link && <a class="button quiet" href={to("o", office, service, "wait")}>{t("joinWaitlist")}</a>}
    </>
  );
}
