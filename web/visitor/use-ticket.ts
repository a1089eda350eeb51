/** A ticket that is followed: the last copy at once, then as it is, then as the board moves it. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Problem } from "../src/api";
import { useBoard, useLanguage, useWake } from "../src/hooks";
import type { Board, Ticket, TicketState } from "../src/types";
import { OVER, placeOf, seen, sign, withAbsent } from "./following";
import { copy, forget, keepTicket } from "./mine";

/** The least time between two readings for a shorter line only; the range of minutes moves slowly. */
const RARELY = 30_000;
/** A ticket is read this often though no board moved: the board does not tell who joined the line or left it. */
const ALWAYS = 60_000;
/** Nor when the service at the counter begins, nor that the visitor has checked in at a kiosk or before staff. */
const OFTEN: Partial<Record<TicketState, number>> = { called: 10_000, absent: RARELY };
/** A reading that failed is tried again after this long. */
const AGAIN = 8_000;
/** The API may read a table's copy that is this much behind what a board has told. */
const BEHIND = 3_000;
/** Who looks at the page again sees what is so by now. */
const OLD = 5_000;
/** Within ten seconds the counter can take the end of the service back; then it is read once more. */
const SETTLED = 12_000;

/** When the ticket was read, whether that went well, the board that was surely older, and the ticket's place on the one known then. */
interface Reading {
  at: number;
  ok: boolean;
  board?: Board;
  place: number;
}

/** What was known when a ticket was asked for. */
interface Known {
  board?: Board;
  old: boolean;
}

export function useTicket(code: string) {
  const first = copy(code);
  const spoken = useLanguage();
  const [ticket, set] = useState<Ticket | undefined>(first?.ticket && withAbsent(first.ticket));
  const [read, setRead] = useState<Reading>({ at: first?.at ?? 0, ok: false, place: -1 });
  const [problem, setProblem] = useState<Problem>();
  const over = !ticket || OVER.has(ticket.state);
  const { board, live, since } = useBoard(over ? undefined : ticket.office, over ? undefined : ticket.service);
  const shown = useRef({ board, since: 0 });
  if (shown.current.board !== board) shown.current = { board, since: Date.now() };
  const known = useCallback((): Known => ({ ...shown.current, old: Math.abs(Date.now() - shown.current.since) >= BEHIND }), []);
  const take = useCallback((answer: Ticket, { board, old }: Known = known()) => {
    const next = withAbsent(answer);
    keepTicket(next);
    set(next);
    setProblem(undefined);
    setRead({ at: Date.now(), ok: true, place: board ? placeOf(next, board) : -1, ...(board && old && { board }) });
  }, [known]);
  const reload = useCallback(async (): Promise<boolean> => {
    const then = known();
    try {
      take(await get<Ticket>(`/tickets/${code}`), then);
      return true;
    } catch (refused) {
      setProblem(refused as Problem);
      if ((refused as Problem).status === 404) forget(code);
      setRead((last) => ({ ...last, ok: false }));
      return false;
    }
  }, [code, take, known, spoken]);
  // The first board after a reading that knew none is what shorter lines are counted from.
  useEffect(() => {
    if (ticket && board && read.place < 0) setRead((last) => ({ ...last, place: placeOf(ticket, board) }));
  }, [ticket, board, read.place]);
  const served = ticket?.state === "served";
  useEffect(() => {
    if (!served) return;
    const timer = setTimeout(reload, SETTLED);
    return () => clearTimeout(timer);
  }, [served, reload]);
  const now = ticket && seen(ticket, board, { old: board === read.board, place: read.place });
  useReadings(now, board, reload, problem?.status === 404);
  const fresh = over ? read.ok : live && read.ok;
  return { ticket: now, problem, live: fresh, since: fresh ? Date.now() : Math.max(since, read.at), readAt: read.at, take, reload };
}

/** Reads the ticket at first, again when the board says that its fate changed, rarely when only its place did, and now and then. */
function useReadings(ticket: Ticket | undefined, board: Board | undefined, reload: () => Promise<boolean>, gone: boolean): void {
  const { fate, place } = ticket ? sign(ticket, board) : { fate: "", place: -1 };
  const last = useRef({ fate, place, moved: false, at: 0, ok: true, going: false });
  const [turn, next] = useState(0);
  const state = ticket?.state;
  const over = gone || (!!state && OVER.has(state));
  const reading = useCallback(async () => {
    last.current = { ...last.current, at: Date.now(), going: true, moved: false };
    const ok = await reload();
    last.current = { ...last.current, at: Date.now(), ok, going: false };
    next((n) => n + 1);
  }, [reload]);
  useEffect(() => void reading(), [reading]);
  useEffect(() => {
    const known = last.current;
    // Kept until it is read: a call that is taken back at once leaves the board as it was, but not the ticket.
    if (known.fate && known.fate !== fate) known.moved = true;
    if (!known.fate) known.place = place;
    known.fate = fate;
    if (over || known.going) return;
    const { moved } = known;
    const often = !known.ok ? AGAIN : (state && OFTEN[state]) ?? (place === known.place ? ALWAYS : RARELY);
    // A phone's clock may be set; whatever it says, the ticket is read within this time.
    const due = Math.min(often, Math.max(0, known.at + often - Date.now()));
    // A crowd that watches the same board does not ask in the same moment.
    const wait = moved ? Math.random() * 600 : due + Math.random() * often / 10;
    const timer = setTimeout(() => {
      // In a hidden tab only a call is worth a reading; who looks again wakes it.
      if (!moved && document.visibilityState !== "visible") return;
      if (last.current.going) return;
      last.current.place = place;
      void reading();
    }, wait);
    return () => clearTimeout(timer);
  }, [fate, place, state, over, turn, reading]);
  useWake(useCallback(() => {
    const { at, ok, going } = last.current;
    if (!over && !going && (!ok || Math.abs(Date.now() - at) >= OLD)) void reading();
  }, [over, reading]));
}
