/** A dialog: what it asks, its buttons, Escape to leave; while it is open the page behind it hears no keys. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface DialogProps {
  title: string;
  /** What the main button says; without one there is only the way back. */
  act?: string;
  bad?: boolean;
  ready?: boolean;
  onAct?(): void;
  onLeave(): void;
  children?: ComponentChildren;
}

/** The dialog; `back` is what its way back says. */
export function Dialog({ title, act, bad, ready = true, back, onAct, onLeave, children }: DialogProps & { back: string }) {
  const box = useRef<HTMLDialogElement>(null);
  // A dialog that is taken away does not give the focus back by itself.
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current!.showModal();
    return () => before?.focus();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (ready) onAct?.();
  };
  return (
    <dialog ref={box} aria-labelledby="dialog-title" onCancel={(event) => (event.preventDefault(), onLeave())} onClose={onLeave}
      onClick={(event) => event.target === box.current && onLeave()}>
      <form class="ask" onSubmit={submit}>
        <h2 id="dialog-title">{title}</h2>
        {children}
        <div class="answers">
          <button type="button" class="button quiet" onClick={onLeave}>{back}</button>
          {act && <button type="submit" class={`button ${bad ? "bad" : ""}`} aria-disabled={ready ? undefined : "true"}>{act}</button>}
        </div>
      </form>
    </dialog>
  );
}
