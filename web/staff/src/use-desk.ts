/** What a click or a key at the desk means: an order at once, or a question first. */

import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../src/api";
import type { LineCounter } from "../../src/line";
import type { CounterState } from "../../src/types";
import { type Command, commandOf, COMMANDS, isPossible, type PageKey, pageKeyOf } from "./commands";
import { useKeys } from "./keys";
import type { CounterDesk } from "./use-counter";
import { t } from "./words";

/** The dialog that is open; `number` is the ticket that it is about. */
export type Asking =
  | { about: "call"; number: string }
  | { about: "void"; number: string }
  | { about: "transfer" | "close"; number: string }
  | { about: "services" | "help"; number?: undefined };

export interface Work {
  asking?: Asking;
  ask(asking?: Asking): void;
  command(name: Command): void;
  setState(state: CounterState, more?: object): void;
  /** Calls this number; one that is not the next needs a reason, for which it asks. */
  call(ticket: string, reason?: string): void;
  order(path: string, body: object): void;
}

interface At {
  cell?: LineCounter;
  next?: string;
  /** The server's time. */
  now: number;
}

const impossible = (why = "") => new Problem(409, "impossible", t("impossible"), why);

export function useDesk(desk: CounterDesk, { cell, next, now }: At): Work {
  const [asking, ask] = useState<Asking>();
  const order = (path: string, body: object, name = path) => desk.tell({ name, path, body });

  const command = (name: Command) => {
    if (!isPossible(name, cell, now)) return desk.refuse(impossible(cell?.state === "open" ? "" : t("openFirst")));
    if (name === "transfer") return ask({ about: "transfer", number: cell!.number! });
    void order(COMMANDS[name].path, name === "finishLast" ? { last: true } : {}, name);
  };
  const setState = (state: CounterState, more = {}) => {
    if (state === "closed" && cell?.number && !("hand_over" in more)) return ask({ about: "close", number: cell.number });
    void order("state", { state, ...more }, state);
  };
  const call = (ticket: string, reason?: string) => {
    if (cell?.state !== "open") return desk.refuse(impossible(t("openFirst")));
    if (!ticket || (ticket !== next && !reason && !asking)) return ask({ about: "call", number: ticket });
    void order("calls", { ticket, ...(reason && { reason }) }, `call ${ticket}`)
      .then((refused) => refused === "reason-missing" && ask({ about: "call", number: ticket }));
  };

  useKeys((chord, repeat) => {
    const name = commandOf(chord), page = pageKeyOf(chord);
    if (!repeat && name) command(name);
    if (!repeat && page) onPage(page, { ask, call, pause: () => setState(cell?.state === "open" ? "paused" : "open") });
    return !!name || !!page;
  });
  // A question about a ticket that is no longer here is not asked any more.
  const over = (asking?.about === "transfer" || asking?.about === "close") && asking.number !== cell?.number;
  useEffect(() => {
    if (over) ask(undefined);
  }, [over]);
  return { command, setState, call, ask, order: (path, body) => void order(path, body), ...(asking && !over && { asking }) };
}

function onPage(key: PageKey, { ask, call, pause }: { ask(asking: Asking): void; call(ticket: string): void; pause(): void }): void {
  if (key === "callThis") call("");
  else if (key === "line") document.querySelector<HTMLElement>(".line [tabindex='0']")?.focus();
  else if (key === "pause") pause();
  else ask({ about: "help" });
}
