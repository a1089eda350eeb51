/** A booking that is followed: the last copy at once, then as it is; without a connection the copy stays. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { read } from "../../src/ahead";
import type { Problem } from "../../src/api";
import { useLanguage, useWake } from "../../src/hooks";
import type { Booking, BookingState } from "../../src/types";
import { copy, forget, keepBooking } from "../mine";

/** What moves by itself is read this often while it is looked at. */
const SOON = 20_000;
const MOVES = new Set<BookingState>(["waiting", "offered", "entered"]);

export function useBooking(code: string) {
  const first = copy(code);
  const spoken = useLanguage();
  const [booking, set] = useState<Booking | undefined>(first?.booking);
  const [kept, setKept] = useState(first?.at ?? 0);
  const [problem, setProblem] = useState<Problem>();
  const take = useCallback((next: Booking) => {
    keepBooking(next);
    set(next);
    setKept(Date.now());
    setProblem(undefined);
  }, []);
  const reload = useCallback(() => void read<Booking>(`/bookings/${code}`).then(take, (refused: Problem) => {
    setProblem(refused);
    if (refused.status === 404) forget(code);
  }), [code, take, spoken]);
  useEffect(reload, [reload]);
  useWake(reload);
  const moves = !!booking && MOVES.has(booking.state);
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), SOON);
    return () => clearInterval(timer);
  }, [moves, reload]);
  return { booking, problem, kept, take, reload };
}
