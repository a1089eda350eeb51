/** Enter the code from a slip or an SMS. */

import { useState } from "preact/hooks";
import { get, Problem } from "../src/api";
import { focusField } from "../src/draft";
import { Button, Field, ProblemNote } from "../src/ui";
import { codeOf } from "./code";
import { replace } from "./route";
import { Back, useTitle } from "./shared";
import { t } from "./words";

export function FindPage() {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  useTitle(t("findTitle"));
  const fail = (sentence: string) => (setFault(sentence), focusField("code"));
  const open = async (event: Event) => {
    event.preventDefault();
    const code = codeOf(text);
    setFault(undefined);
    setProblem(undefined);
    if (!code) return fail(t("codeWrong"));
    setBusy(true);
    try {
      const kind = await kindOf(code);
      kind ? replace(kind, code) : fail(t("noTicket"));
    } catch (refused) {
      setProblem(refused as Problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="page">
      <Back to="#/" />
      <h1>{t("findTitle")}</h1>
      <form class="stack" noValidate onSubmit={open}>
        <Field name="code" label={t("code")} hint={t("codeHint")} fault={fault} autocomplete="off" autocapitalize="characters" spellcheck={false} class="codes" onText={setText} />
        <ProblemNote problem={problem} />
        <Button wide type="submit" busy={busy}>{t("open")}</Button>
      </form>
    </div>
  );
}

/** Whether the code opens a ticket or a booking. */
async function kindOf(code: string): Promise<"t" | "b" | undefined> {
  for (const [kind, path] of [["t", "tickets"], ["b", "bookings"]] as const) {
    try {
      await get(`/${path}/${code}`);
      return kind;
    } catch (refused) {
      if (!(refused instanceof Problem) || refused.status !== 404) throw refused;
    }
  }
  return undefined;
}
