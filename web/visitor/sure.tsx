/** Something that cannot be taken back is asked twice. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../src/api";
import { Button, ProblemNote } from "../src/ui";

interface SureProps {
  label: string;
  question: string;
  yes: string;
  no: string;
  act(): Promise<void>;
}

export function Sure({ label, question, yes, no, act }: SureProps) {
  const [asked, ask] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [asked]);
  const go = () => {
    setBusy(true);
    act().catch(setProblem).finally(() => setBusy(false));
  };
  if (!asked) return <Button kind="quiet" wide onClick={() => ask(true)}>{label}</Button>;
  return (
    <section class="card stack" role="group" aria-label={question} tabIndex={-1} ref={box}>
      <strong>{question}</strong>
      <ProblemNote problem={problem} />
      <Button kind="bad" wide busy={busy} onClick={go}>{yes}</Button>
      <Button kind="second" wide onClick={() => ask(false)}>{no}</Button>
    </section>
  );
}
