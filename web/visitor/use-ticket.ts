/** A ticket that is followed: the last copy at once, then as it is, then as the board moves it. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Problem } from "../src/api";
import { useBoard, useLanguage } from "../src/hooks";
import type { Board, Ticket } from "../src/types";
import { OVER, seen, sign, withAbsent } from "./following";
import { copy, forget, keepTicket } from "./mine";

/** The least time between two readings for a shorter line only; the range of minutes moves slowly. */
const RARELY = 20_000;
/** While the board does not tell of the ticket, it is read this often. */
const ALWAYS = 45_000;
/** A board does not tell when the service at the counter begins. */
const CALLED = 10_000;
/** Within ten seconds the counter can take the end of the service back; then it is read once more. */
const SETTLED = 12_000;

export function useTicket(code: string) {
  const first = copy(code);
  const spoken = useLanguage();
  const [ticket, set] = useState<Ticket | undefined>(first?.ticket && withAbsent(first.ticket));
  const [read, setRead] = useState({ at: first?.at ?? 0, ok: false });
  const [problem, setProblem] = useState<Problem>();
  const over = !ticket || OVER.has(ticket.state);
  const { board, live, since } = useBoard(over ? undefined : ticket.office, over ? undefined : ticket.service);
  const take = useCallback((read: Ticket) => {
    const next = withAbsent(read);
    keepTicket(next);
    set(next);
    setProblem(undefined);
    setRead({ at: Date.now(), ok: true });
  }, []);
  const reload = useCallback(() => {
    get<Ticket>(`/tickets/${code}`).then(take, (refused: Problem) => {
      setProblem(refused);
      if (refused.status === 404) forget(code);
      setRead((last) => ({ ...last, ok: false }));
    });
  }, [code, take, spoken]);
  useEffect(reload, [reload]);
  const served = ticket?.state === "served";
  useEffect(() => {
    if (!served) return;
    const timer = setTimeout(reload, SETTLED);
    return () => clearTimeout(timer);
  }, [served, reload]);
  useMoves(ticket, board, reload);
  const fresh = over ? read.ok : live && read.ok;
  return { ticket: ticket && seen(ticket, board), problem, live: fresh, since: fresh ? Date.now() : Math.max(since, read.at), readAt: read.at, take, reload };
}

/** Reads the ticket again when the board says that its fate changed, and rarely when only its place did. */
function useMoves(ticket: Ticket | undefined, board: Board | undefined, reload: () => void): void {
  const { fate, place } = ticket ? sign(ticket, board) : { fate: "", place: -1 };
  const known = useRef<string>(undefined);
  const last = useRef(Date.now());
  const over = !ticket || OVER.has(ticket.state);
  useEffect(() => {
    if (!fate || over) return;
    const soon = known.current !== undefined && known.current !== fate;
    known.current = fate;
    // A crowd that watches the same board does not ask in the same moment.
    const wait = soon ? Math.random() * 600 : Math.max(0, last.current + RARELY - Date.now()) + Math.random() * 4000;
    const timer = setTimeout(() => ((last.current = Date.now()), reload()), wait);
    return () => clearTimeout(timer);
  }, [fate, place, over, reload]);
  const every = ticket?.state === "called" ? CALLED : ALWAYS;
  useEffect(() => {
    if (over) return;
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), every);
    return () => clearInterval(timer);
  }, [over, every, reload]);
}
