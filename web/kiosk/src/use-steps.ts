/** Where the visitor is, what the agent answered, and the way back to the start. */

import { useEffect, useRef, useState } from "preact/hooks";
import { tellAgent, type Slip } from "../../src/agent";
import { sleep } from "../../src/delay";
import { reloadNightly } from "../../src/nightly";
import { language, speak } from "../../src/i18n";
import { answered, arrived, seconds, type Step, type Wish } from "./steps";
import { usual } from "./usual";

const START: Step = { at: "start" };
const TRIES = 3;

/** The step, its seconds left, and the ways on. */
export function useSteps() {
  const [step, set] = useState<Step>(START);
  const seen = useRef(new Set<string>());
  const asking = useRef(false);
  const left = useSecondsLeft(step, () => go(START));

  function go(next: Step): void {
    if (next.at === "slip" && next.slip.id) seen.current.add(next.slip.id);
    if (next.at === "start" && language() !== usual().language) speak(usual().language);
    set(next);
  }

  function ask(path: Wish["path"], body: Wish["body"]): void {
    if (asking.current) return;
    asking.current = true;
    const wish: Wish = { id: crypto.randomUUID(), path, body };
    seen.current.add(wish.id);
    set({ at: "sending", wish });
    void asked(wish).then((next) => {
      asking.current = false;
      set((now) => (now.at === "sending" && now.wish.id === wish.id ? next : now));
    });
  }

  const onSlip = (slip: Slip) => set((now) => {
    const next = arrived(now, slip, seen.current.has(slip.id ?? ""));
    if (next.at === "slip" && slip.id) seen.current.add(slip.id);
    return next;
  });

  const idle = useRef(true);
  idle.current = step.at === "start";
  useEffect(() => reloadNightly(() => idle.current), []);

  return { step, left, go, ask, onSlip };
}

/** The agent's answer; when it does not answer at all, the same wish again, else a calm refusal. */
async function asked(wish: Wish): Promise<Step> {
  for (let turn = 0; turn < TRIES; turn++) {
    const body = { id: wish.id, language: language(), ...wish.body };
    const slip = await tellAgent<Slip>(wish.path, body).catch(() => null);
    if (slip) return answered(slip, wish);
    await sleep(1000);
  }
  return { at: "refused", title: "" };
}

/** Counts a step's time down; a touch or a key begins it anew. */
function useSecondsLeft(step: Step, onOver: () => void): number {
  const whole = seconds(step);
  const [left, set] = useState(whole ?? 0);
  useEffect(() => {
    if (whole === null) return;
    let rest = whole;
    set(rest);
    const anew = () => set((rest = whole));
    const timer = setInterval(() => (--rest <= 0 ? onOver() : set(rest)), 1000);
    addEventListener("pointerdown", anew);
    addEventListener("keydown", anew);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", anew);
      removeEventListener("keydown", anew);
    };
  }, [step]);
  return left;
}
