/** An office's line as staff and managers see it (schemas/openapi.yaml, Line), read again whenever the board moves. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { get, Problem } from "./api";
import { useBoard, useNow, useWake } from "./hooks";
import { oneAtATime } from "./one-at-a-time";
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
  /** Sent to this one counter, or to this floor. */
  counter?: string;
  floor?: string;
}

/** A ticket that is set aside: on hold since, or missed and good to return until. */
export interface Aside {
  number: string;
  service: string;
  class: Waiting["class"];
  since?: string;
  until?: string;
}

/** The step that a counter can still take back, and until when. */
export interface Undo {
  kind: string;
  until: string;
}

export interface LineCounter {
  counter: string;
  state: CounterState;
  number?: string;
  service?: string;
  phase?: "called" | "serving";
  since?: string;
  call?: number;
  floor?: string;
  /** The services chosen for today. */
  services?: string[];
  undo?: Undo;
}

export interface Device {
  thing: string;
  status: "online" | "offline" | "unknown";
  at: string | null;
  fault?: string;
}

/** How states of one office follow each other. */
export interface Stamp {
  day: string;
  epoch: number;
  seq: number;
}

export interface Line extends Stamp {
  office: string;
  waiting: Waiting[];
  held?: Aside[];
  missed?: Aside[];
  counters: LineCounter[];
  services: { service: string; letter: string; waiting: number; minutes: [number, number] }[];
  devices: Device[];
  /** For which a call out of order may be made. */
  reasons?: string[];
}

const EVERY_S = 15;
/** A reading older than this many readings should be is not called live. */
const MISSED = 2.7;
/** While something later than what is shown is known of, the line is read this often. */
const CATCH_UP_MS = 1000;

export interface Reading {
  line?: Line;
  problem?: Problem;
  /** When what is shown was last known to be so, in epoch milliseconds. */
  since: number;
}

export interface LineRead extends Reading {
  live: boolean;
  reload(): Promise<void>;
  /** Says that the line has come this far: it is read until it is there. */
  expect(seq: number): void;
}

/** The line, read when the board moves and every so many seconds; `unlinked` while no board comes by message. */
export function useLine(office: string, unlinked = EVERY_S): LineRead {
  const [read, set] = useState<Reading>({ since: 0 });
  const [said, expectStamp] = useState<Stamp>();
  const { board, live: linked } = useBoard(office);
  const every = linked ? EVERY_S : unlinked;
  const now = useNow(2);
  const reload = useMemo(() => oneAtATime(async () => {
    const asked = Date.now();
    const answer = await get<Line>(`/offices/${office}/line`, 1)
      .catch((problem: unknown) => (problem instanceof Problem ? problem : offline()));
    set((before) => taken(before, answer, asked));
  }), [office]);
  useEffect(() => {
    void reload();
    const timer = setInterval(reload, every * 1000);
    return () => clearInterval(timer);
  }, [reload, every]);
  useWake(reload);
  const { line } = read;
  const behind = !!line && [board, said].some((stamp) => stamp && isBehind(line, stamp));
  useEffect(() => {
    if (!behind) return;
    void reload();
    const timer = setInterval(reload, CATCH_UP_MS);
    return () => clearInterval(timer);
  }, [behind, reload, board?.seq, said?.seq]);
  const expect = (seq: number) => line && expectStamp({ day: line.day, epoch: line.epoch, seq });
  const live = read.since > 0 && !read.problem && now - read.since < every * 1000 * MISSED;
  return { ...read, live, reload, expect };
}

/** What is known after an answer to a question of `asked`: an older state or failure never takes a newer one's place. */
export function taken(before: Reading, answer: Line | Problem, asked: number): Reading {
  if (asked < before.since) return before;
  if (answer instanceof Problem) return { ...before, problem: answer };
  if (before.line && isBehind(answer, before.line)) return before;
  return { line: answer, since: asked };
}

/** Whether one state comes before another, by day, epoch and seq. */
export function isBehind(line: Stamp, other: Stamp): boolean {
  if (line.day !== other.day) return line.day < other.day;
  return line.epoch !== other.epoch ? line.epoch < other.epoch : line.seq < other.seq;
}
