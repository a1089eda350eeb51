/** An office's line as staff and managers see it (schemas/openapi.yaml, Line), read again whenever the board moves. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Problem } from "./api";
import { useBoard, useNow } from "./hooks";
import { offline } from "./problem";
import type { CounterState } from "./types";

export interface Waiting {
  number: string;
  service: string;
  class: "walk-in" | "booked" | "priority";
  /** Seconds since 1970; the smallest is called first. */
  turn: number;
  /** Waited so far. */
  minutes: number;
  present: boolean;
}

export interface LineCounter {
  counter: string;
  state: CounterState;
  number?: string;
  service?: string;
  phase?: "called" | "serving";
  since?: string;
  call?: number;
}

export interface Device {
  thing: string;
  status: "online" | "offline" | "unknown";
  at: string | null;
  fault?: string;
}

export interface Line {
  office: string;
  day: string;
  epoch: number;
  seq: number;
  waiting: Waiting[];
  counters: LineCounter[];
  services: { service: string; letter: string; waiting: number; minutes: [number, number] }[];
  devices: Device[];
}

const EVERY_S = 15;
/** A reading older than this is not called live. */
const FRESH_MS = 40_000;

export interface LineRead {
  line?: Line;
  problem?: Problem;
  live: boolean;
  /** When the line was last read, in epoch milliseconds. */
  since: number;
  reload(): Promise<void>;
}

/** The line, read when the board moves and every quarter of a minute. */
export function useLine(office: string): LineRead {
  const [read, set] = useState<{ line?: Line; problem?: Problem; since: number }>({ since: 0 });
  const { board } = useBoard(office);
  const now = useNow(5);
  const turn = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    const news = await get<Line>(`/offices/${office}/line`, 1).then(
      (line) => ({ line, problem: undefined, since: Date.now() }),
      (problem: unknown) => ({ problem: problem instanceof Problem ? problem : offline() }),
    );
    if (mine === turn.current) set((before) => ({ ...before, ...news }));
  }, [office]);
  useEffect(() => {
    void reload();
    const timer = setInterval(reload, EVERY_S * 1000);
    return () => clearInterval(timer);
  }, [reload]);
  useEffect(() => {
    if (board && read.line && isBehind(read.line, board)) void reload();
  }, [board?.day, board?.epoch, board?.seq]);
  return { ...read, live: read.since > 0 && !read.problem && now - read.since < FRESH_MS, reload };
}

/** Whether the board has moved on since the line was read. */
export function isBehind(line: Pick<Line, "day" | "epoch" | "seq">, board: Pick<Line, "day" | "epoch" | "seq">): boolean {
  if (line.day !== board.day) return line.day < board.day;
  return line.epoch !== board.epoch ? line.epoch < board.epoch : line.seq < board.seq;
}
