/** Pieces that several of the visitor's pages show. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Read, useNow, useRead } from "../src/hooks";
import { clockZone, hour, noonOf, opening, shortDate, weekday } from "../src/time";
import type { Board, Office, Service } from "../src/types";
import { Notice } from "../src/ui";
import { range } from "../src/words";
import type { Mine } from "./mine";
import { t } from "./words";

export const useOffice = (id?: string) => useRead<Office>(id && `/offices/${encodeURIComponent(id)}`);

/** How long a page waits for its office before it shows itself without. */
const PATIENCE = 2500;

/** An office, and whether a page may show itself: with it nothing moves any more, without it only who is offline goes on. */
export function useOfficeFirst(id?: string): Read<Office> & { ready: boolean } {
  const read = useOffice(id);
  const [late, set] = useState(false);
  useEffect(() => {
    if (!id) return;
    const timer = setTimeout(() => set(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [id]);
  return { ...read, ready: !!(read.value ?? read.problem) || late };
}

/** The tab's title. */
export function useTitle(title?: string): void {
  useEffect(() => {
    if (title) document.title = `${title} · Antrean`;
  }, [title]);
}

export const Back = ({ to, children }: { to: string; children?: ComponentChildren }) =>
  <a class="back" href={to}><Chevron left />{children ?? t("back")}</a>;

export const Chevron = ({ left }: { left?: boolean }) => (
  <svg class={`chevron ${left ? "left" : ""}`} viewBox="0 0 10 16" aria-hidden="true">
    <path d="M2 2l6 6-6 6" fill="none" stroke="currentColor" stroke-width="2.500" stroke-linecap="round" stroke-linejoin="round" />
  </svg>
);

type Week = Partial<Pick<Office, "hours" | "special">> & { time_zone: string };

/** Whether an office is open now, with its days that differ. */
const openingOf = (office: Week, now: number) => opening(office.hours ?? [], office.time_zone, now, office.special);

/** Open or closed now, and until when or from when. */
export function OpenTag({ office }: { office: Week }) {
  const now = useNow(30);
  if (!office.hours) return null;
  const { open, always, until, next } = openingOf(office, now);
  if (open) return <span class="tag good"><Dot />{always ? t("openAlways") : t("openUntil", hour(until ?? ""))}</span>;
  const opens = next && (next.today ? t("opensToday", hour(next.open)) : t("opensOn", weekday(next.day), hour(next.open)));
  return <span class="tag warn"><Dot />{t("closed")}{opens && ` · ${opens}`}</span>;
}

export const Dot = () => <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" fill="currentColor" /></svg>;

/** How many wait for a service, and how long one who comes now will. */
export function Waiting({ board, service }: { board?: Board; service: Service }) {
  const now = board?.services.find((one) => one.service === service.id);
  if (!now) return <span class="soft small">{t("usual", service.minutes)}</span>;
  return (
    <span class="line-now">
      <span>{now.waiting ? t("waitingNow", now.waiting) : t("nobodyWaits")}</span>
      {now.waiting > 0 && <span class="soft">{t("aboutWait", range(now.minutes))}</span>}
    </span>
  );
}

/** Documents to bring. */
export const Bring = ({ service }: { service: Service }) => (
  <section class="card stack">
    <h2>{t("bring")}</h2>
    {service.requires.length
      ? <ul class="ticks">{service.requires.map((document) => <li key={document}>{document}</li>)}</ul>
      : <p class="soft">{t("bringNothing")}</p>}
  </section>
);

/** What one of the phone's own tickets and bookings is called in a list. */
export function titleOf({ ticket, booking }: Mine, zone = "Asia/Jakarta"): string {
  if (ticket) return t("mineTicket", ticket.number);
  switch (booking?.state) {
    case "waiting": return t(booking.closure ? "mineClosed" : "mineWaiting");
    case "offered": return t("mineOffered");
    case "entered":
    case "not_drawn": return t("mineDraw", booking.draw ? shortDate(noonOf(booking.draw.day), "UTC") : "");
    default: return t("mineBooking", booking?.slot ? `${shortDate(booking.slot.start, zone)}, ${clockZone(booking.slot.start, zone)}` : "");
  }
}

/** After the survey. */
export const Thanks = () => <Notice kind="good" role="status"><p>{t("thanks")}</p></Notice>;
