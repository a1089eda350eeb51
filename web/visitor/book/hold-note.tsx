/** Says calmly how long the place is kept; read out once when a minute is left. */

import { useEffect } from "preact/hooks";
import { timer } from "../../src/duration";
import type { Problem } from "../../src/api";
import { Button, Notice } from "../../src/ui";
import { words } from "../../src/words";
import { to } from "../route";
import type { Aim } from "./aim";
import { dropPass } from "./pass";
import type { Held } from "./use-hold";
import { t } from "./words";

/** Refusals after which the form has no place any more, or needs another way in; all others do not stop the visitor. */
export const lostPlace = (held: Held) => held.problem && LOST.has(held.problem.kind);
const LOST = new Set(["slot-full", "slot-past", "unknown-slot", "office-closed", "service-closed", "drawn-instead"]);

/** Refusals that only the waiting room's door changes. */
export const NEEDS_ROOM = new Set(["not-admitted", "pass-used"]);

/** The way to the waiting room of a slot's day; a pass that did not help is given up. */
export function ToRoom({ aim, problem }: { aim: Aim; problem: Problem }) {
  const day = (aim.at ?? "").slice(0, 10);
  useEffect(() => dropPass(aim.office, aim.service, day), []);
  return <Notice kind="warn" title={problem.kind === "pass-used" ? problem.title : t("needRoom")} role="alert">
    <a class="button" href={to("o", aim.office, aim.service, "room", day)}>{t("toRoom")}</a></Notice>;
}

export function HoldNote({ held, aim }: { held: Held; aim: Aim }) {
  const { hold, over, left, whole, busy, problem, again } = held;
  if (problem && NEEDS_ROOM.has(problem.kind)) return <ToRoom aim={aim} problem={problem} />;
  if (hold) return (
    <div class="held">
      <p><strong>{t("held")}</strong> <span role="timer" aria-live="off">{timer(0, left)}</span></p>
      <progress aria-hidden="true" max={whole} value={left} />
      <p class="only-read" role="status">{left < 60_000 ? t("heldMinute") : ""}</p>
    </div>
  );
  if (over) return (
    <Notice kind="warn" title={t("holdOver")} role="status"><p>{t("holdOverHint")}</p>
      <Button kind="second" busy={busy} onClick={again}>{t("holdAgain")}</Button></Notice>
  );
  if (problem?.status === 0) return (
    <Notice kind="warn" title={words("offlineTitle")}><p>{t("notHeld")}</p><Button kind="second" busy={busy} onClick={again}>{words("again")}</Button></Notice>
  );
  // The room is kept free, so that nothing jumps when the answer comes.
  return <div class="held"><p class="soft">{busy ? t("holding") : t("notHeld")}</p></div>;
}
