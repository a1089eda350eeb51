/** The answers of the API that pages rely on (schemas/openapi.yaml). */

export interface OfficeSummary {
  id: string;
  name: string;
  time_zone: string;
  region: string;
  position?: Position;
  hours?: Hours[];
}

export interface Position {
  latitude: number;
  longitude: number;
}

/** One span of opening on a weekday, Monday = 0; a break makes two spans. */
export interface Hours {
  day: number;
  open: string;
  close: string;
}

/** A coming day that differs from the week, and why: a holiday, a season, a closure. Without hours it is closed all day. */
export interface SpecialDay {
  day: string;
  hours: { open: string; close: string }[];
  why: string;
}

export interface Service {
  id: string;
  letter: string;
  name: string;
  /** The usual minutes at the counter. */
  minutes: number;
  takes: ("number" | "booking")[];
  /** Documents to bring. */
  requires: string[];
  /** Fields of the visitor that a booking must have. */
  asks?: ("name" | "phone" | "nik")[];
  open?: boolean;
  /** What the service is called at every office. */
  kind?: string;
  /** How many slots in a row a booking takes. */
  slots?: number;
  /** Coming days on which the service has other hours than its office. */
  special?: SpecialDay[];
  /** The service whose line a visitor joins when this one is finished: the next station. */
  next?: string;
}

export interface Office extends OfficeSummary {
  services: Service[];
  counters: { id: string; state: CounterState; services?: string[]; floor?: string }[];
  floors?: { id: string; name: string }[];
  /** Whether a ticket that is moved keeps its turn, unless staff choose otherwise. */
  moves?: { transfer_keeps_turn?: boolean; stations_from?: "joining" | "arrival" };
  hours: Hours[];
  open?: boolean;
  /** One line, such as a street and a town. */
  address?: string;
  /** Times of other weekly hours that are not over, first to come first. */
  seasons?: { from: string; to: string; why: string; hours: Hours[] }[];
  special?: SpecialDay[];
  /** What can be booked, and when who booked may come. */
  booking?: { days: number; opens: string; hold_minutes: number; reschedules: number; early_minutes: number; late_minutes: number };
  /** Days on which the office is closed, however far ahead. */
  closed?: { day: string; why: string }[];
  running_text?: string;
}

export type CounterState = "open" | "paused" | "closed";

export interface Slot {
  id: string;
  /** RFC 3339 with the office's offset. */
  start: string;
  left: number;
}

/** The slots of a day; `release` while or before many come for it at once. */
export interface SlotsOfDay {
  slots: Slot[];
  release?: Release;
}

export interface Release {
  opens: string;
  closes: string;
  mode: "room" | "draw";
  /** The day whose places are drawn, or more about it. */
  draw?: unknown;
}

/** A place elsewhere, in time or in town. */
export interface Alternative {
  office: string;
  name: string;
  service: string;
  kilometres: number;
  slot: { id: string; start: string };
  left: number;
}

/** A place that is kept while the form is open. */
export interface Hold {
  hold: string;
  service: string;
  slot: string;
  party: number;
  until: string;
}

/** The right to take part in a day's release, from `admitted_at` to `until`. */
export interface Pass {
  pass: string;
  /** While the order is not settled, when to ask again with the pass. */
  admitted_at: string;
  until: string;
  /** False until the order is drawn, a minute after the day opened. */
  settled?: boolean;
}

export interface Closure {
  id?: string;
  service?: string;
  from: string;
  to: string;
  why: string;
}

export interface Board {
  office: string;
  day: string;
  epoch: number;
  seq: number;
  at: string;
  head?: string;
  /** In the order of calling. */
  waiting: { number: string; service: string }[];
  counters: { counter: string; state: CounterState | string; number?: string }[];
  /** Newest last. */
  calls: Call[];
  services: { service: string; letter: string; waiting: number; minutes: [number, number] }[];
  notices: string[];
  /** Made by the office's hub while the cloud is away, since then. */
  offline?: boolean;
  since?: string;
  /** On a service's board, `waiting` is cut and this is how many there are. */
  total?: number;
}

export interface Call {
  call: number;
  number: string;
  counter: string;
  at: string;
  recall: boolean;
}

export type TicketState = "waiting" | "absent" | "called" | "serving" | "served" | "no_show" | "withdrawn" | "ended" | "held" | "void";

export interface Ticket {
  code: string;
  number: string;
  office: string;
  service: string;
  state: TicketState;
  /** The smallest is called first. */
  turn: string | number;
  class: string;
  /** False for a number from home until its visitor checks in; it is not called before. */
  present?: boolean;
  why: string;
  /** Until when one who was missed may come back. */
  until?: string;
  /** The stations of the visit that are done. */
  stations?: { service: string; at: string }[];
  ahead: number;
  wait: { minutes: [number, number] };
  counter?: string;
  call?: number;
  surveyed?: boolean;
  links?: Record<string, string>;
}

export type BookingState =
  | "booked" | "waiting" | "offered" | "entered" | "not_drawn" | "checked_in" | "cancelled" | "expired";

/** The visitor's own data, masked. */
export interface Masked {
  name?: string;
  phone?: string;
  nik?: string;
}

export interface Booking {
  code: string;
  office: string;
  service: string;
  /** Once there is one. */
  slot?: { id: string; start: string };
  state: BookingState;
  party?: number;
  for?: "self" | "other";
  visitor?: Masked;
  members?: Masked[];
  /** The code of the ticket that the check-in made. */
  ticket?: string;
  /** A place for one who waited, to be accepted in time. */
  offer?: { slot: { id: string; start: string }; until: string };
  /** How many wait before, and the days that suit. */
  waiting?: { ahead: number; from?: string; to?: string };
  draw?: { day: string; closes: string; entry: string; rank?: number; entries?: number };
  /** Why the office closed the slot, and which; while there is no other, one waits before all others. */
  closure?: { why: string; slot?: { id: string; start: string } };
  /** How often it was moved. */
  rescheduled?: number;
  links?: Record<string, string>;
}

/** A day's draw as everyone may read it. */
export interface Draw {
  day: string;
  opens: string;
  closes: string;
  state: "announced" | "open" | "closed" | "drawn";
  /** The seed's hash, published before the first entry. */
  commit: string;
  entries: number;
  /** How many parts its list has. */
  parts?: number;
  root?: string;
  /** Over all that was asked and offered, published before the seed. */
  sealed?: string;
  seed?: string;
  /** Places by slot. */
  places?: Record<string, number>;
  links?: Record<string, string>;
}
