/** A ticket that is followed: the last copy at once, then as it is, then as the board moves it. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Problem } from "../src/api";
import { useBoard, useLanguage, useWake } from "../src/hooks";
import type { Board, Ticket, TicketState } from "../src/types";
import { OVER, seen, sign, withAbsent } from "./following";
import { copy, forget, keepTicket } from "./mine";

/** The least time between two readings for a shorter line only; the range of minutes moves slowly. */
const RARELY = 30_000;
/** A ticket is read this often though no board moved: the board does not tell who joined the line or left it. */
const ALWAYS = 60_000;
/** Nor when the service at the counter begins, nor that the visitor has checked in at a kiosk or before staff. */
const OFTEN: Partial<Record<TicketState, number>> = { called: 10_000, absent: RARELY };
/** Who looks at the page again sees what is so by now. */
const OLD = 5_000;
/** Within ten seconds the counter can take the end of the service back; then it is read once more. */
const SETTLED = 12_000;

/** When the ticket was read, whether that went well, and the board that was known when it was asked for. */
interface Reading {
  at: number;
  ok: boolean;
  board?: Board;
}

export function useTicket(code: string) {
  const first = copy(code);
  const spoken = useLanguage();
  const [ticket, set] = useState<Ticket | undefined>(first?.ticket && withAbsent(first.ticket));
  const [read, setRead] = useState<Reading>({ at: first?.at ?? 0, ok: false });
  const [problem, setProblem] = useState<Problem>();
  const over = !ticket || OVER.has(ticket.state);
  const { board, live, since } = useBoard(over ? undefined : ticket.office, over ? undefined : ticket.service);
  const shown = useRef(board);
  shown.current = board;
  const take = useCallback((answer: Ticket, known = shown.current) => {
    const next = withAbsent(answer);
    keepTicket(next);
    set(next);
    setProblem(undefined);
    setRead({ at: Date.now(), ok: true, ...(known && { board: known }) });
  }, []);
  const reload = useCallback(() => {
    const known = shown.current;
    get<Ticket>(`/tickets/${code}`).then((answer) => take(answer, known), (refused: Problem) => {
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
  return { ticket: ticket && seen(ticket, board, board === read.board), problem, live: fresh, since: fresh ? Date.now() : Math.max(since, read.at), readAt: read.at, take, reload };
}

/** Reads the ticket again when the board says that its fate changed, rarely when only its place did, and now and then. */
function useMoves(ticket: Ticket | undefined, board: Board | undefined, reload: () => void): void {
  const { fate, place } = ticket ? sign(ticket, board) : { fate: "", place: -1 };
  const read = useRef({ fate, place, at: Date.now() });
  const [turn, next] = useState(0);
  const state = ticket?.state;
  useEffect(() => {
    if (!state || OVER.has(state)) return;
    const known = read.current;
    if (!known.fate) Object.assign(known, { fate, place });
    const moved = known.fate !== fate;
    const often = OFTEN[state] ?? (place === known.place ? ALWAYS : RARELY);
    // A crowd that watches the same board does not ask in the same moment.
    const wait = moved ? Math.random() * 600 : Math.max(0, known.at + often - Date.now()) + Math.random() * often / 10;
    const timer = setTimeout(() => {
      if (moved || document.visibilityState === "visible") {
        read.current = { fate, place, at: Date.now() };
        reload();
      }
      next(turn + 1);
    }, wait);
    return () => clearTimeout(timer);
  }, [fate, place, state, turn, reload]);
  useWake(useCallback(() => {
    if (!state || OVER.has(state) || Date.now() - read.current.at < OLD) return;
    read.current.at = Date.now();
    reload();
  }, [state, reload]));
}
