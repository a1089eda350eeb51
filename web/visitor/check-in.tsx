/** "I have come": by the distance that the phone computes, or by the lobby's code. */

import { useState } from "preact/hooks";
import { post, type Problem } from "../src/api";
import { focusField } from "../src/draft";
import type { Office, Ticket } from "../src/types";
import { Button, Field, ProblemNote } from "../src/ui";
import { faultOf, fieldOf, lobbyFault } from "./faults";
import { heldCode } from "./lobby-code";
import { distance, locate } from "./place";
import { t } from "./words";

interface CheckInProps {
  path: string;
  office?: Office;
  why: string;
  done(ticket: Ticket): void;
  /** Told of each refusal beside showing it. */
  refused?(problem: Problem): void;
}

type Body = { position: { distance: number; accuracy: number } } | { lobby_code: string };

export function CheckIn({ path, office, why, done, refused }: CheckInProps) {
  const [busy, setBusy] = useState<"" | "here" | "code">("");
  const [denied, setDenied] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [code, setCode] = useState(heldCode);
  const send = (body: Body) => post<Ticket>(path, body).then(done, (said: Problem) => {
    setProblem(said);
    focusField(fieldOf(said));
    refused?.(said);
  }).finally(() => setBusy(""));
  const here = async () => {
    setBusy("here");
    setProblem(undefined);
    const found = await locate().catch(() => undefined);
    setDenied(!found);
    if (!found || !office?.position) return (setBusy(""), focusField("lobby_code"));
    await send({ position: { distance: Math.round(distance(found, office.position)), accuracy: Math.round(found.accuracy) } });
  };
  const byCode = (event: Event) => {
    event.preventDefault();
    const wrong = lobbyFault(code);
    setProblem(wrong);
    if (wrong) return focusField("lobby_code");
    setBusy("code");
    void send({ lobby_code: code.trim() });
  };
  return (
    <section class="card stack">
      <h2>{t("arrived")}</h2><p>{why}</p>
      {office?.position && <><Button wide busy={busy === "here" ? t("locating") : !!busy} onClick={here}>{t("here")}</Button><p class="soft small">{t("hereHint")}</p></>}
      {denied && <p role="alert"><strong>{t("denied")}</strong></p>}
      <ProblemNote problem={problem && faultOf(problem, "lobby_code") ? undefined : problem} />
      <form class="beside" noValidate onSubmit={byCode}>
        <Field name="lobby_code" inputmode="numeric" autocomplete="one-time-code" maxLength={6} label={t("lobbyCode")} hint={t("lobbyHint")}
          value={code} fault={faultOf(problem, "lobby_code")} onText={setCode} class="codes" />
        <Button type="submit" kind="second" busy={!!busy}>{t("useCode")}</Button>
      </form>
      <p class="soft small">{t("otherDoors")}</p>
    </section>
  );
}
