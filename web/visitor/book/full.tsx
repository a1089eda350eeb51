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
  slot: string;
  /** To the page where another slot is chosen. */
  back: string;
  link?(one: Alternative): string;
}

export function Full({ problem, alternatives = problem.alternatives, office, service, slot, back, link }: FullProps) {
  const full = problem.kind === "slot-full";
  if (problem.kind === "drawn-instead") return (
    <Notice title={problem.title} role="alert"><p>{t("drawHint")}</p><a class="button" href={to("o", office, service, "draw", slot.slice(0, 10))}>{t("toDraw")}</a></Notice>
  );
  return (
    <>
      <Notice kind="warn" title={full ? t("slotGone") : problem.title} role="alert">{!full && problem.detail !== problem.title && <p>{problem.detail}</p>}<p>{t("typedKept")}</p></Notice>
      {full && <Choices office={office} alternatives={alternatives} link={link} />}
      <a class="button second" href={back}>{t("chooseOther")}</a>
      {full && !link && <a class="button quiet" href={to("o", office, service, "wait")}>{t("joinWaitlist")}</a>}
    </>
  );
}
