/** At most one sentence about what just happened, in a place of its own so that nothing jumps, and read out. */

import type { Problem } from "../../src/api";
import { clock } from "../../src/time";
import { Notice } from "../../src/ui";
import { t } from "./words";

interface Props {
  problem?: Problem;
  /** Since when what is shown is no longer live, in epoch milliseconds. */
  stale?: number;
  refused?: string;
  zone: string;
}

export function Said({ problem, stale, refused, zone }: Props) {
  const [kind, title, text] = sentence({ problem, stale, refused, zone });
  return (
    <div class="said" role="status" aria-live="polite" aria-atomic="true">
      {title && <Notice kind={kind} title={title}>{text && <p>{text}</p>}</Notice>}
    </div>
  );
}

type Sentence = ["" | "warn" | "bad", string?, string?];

function sentence({ problem, stale, refused, zone }: Props): Sentence {
  if (problem) return refusal(problem);
  if (refused) return ["bad", refused];
  return stale ? ["warn", t("staleTitle", clock(stale, zone)), t("stale")] : [""];
}

/** A refusal in words; one of the API comes in the reader's language already. */
function refusal({ kind, status, title, detail }: Problem): Sentence {
  if (kind === "nobody-waiting") return ["", title || t("impossible"), t("nobody")];
  if (kind === "not-live") return ["warn", t("notLive"), t("notLiveHint")];
  if (status === 0) return ["warn", t("noAnswer"), t("noAnswerHint")];
  if (status === 429 || status === 503) return ["warn", t("busyTitle"), t("busyHint")];
  if (status >= 500) return ["bad", t("faultTitle"), t("faultHint")];
  return ["warn", title || t("impossible"), detail === title ? undefined : detail];
}
