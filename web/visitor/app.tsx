/** Which page is shown: one thing a page. */

import { useEffect, useRef } from "preact/hooks";
import { useLanguage } from "../src/hooks";
import { Top } from "../src/ui";
import { words } from "../src/words";
import { HomePage } from "./home";
import { lazily } from "./lazily";
import { OfficePage } from "./office";
import { toBook, toBooking, toDoors, toRush } from "./rooms";
import { useRoute } from "./route";
import { ServicePage } from "./service";
import { TicketPage } from "./ticket";
import { t } from "./words";

const BookingPages = lazily(() => toBooking().then((room) => room.BookingPages));
const BookPages = lazily(() => toBook().then((room) => room.BookPages));
const FindPage = lazily(() => toDoors().then((room) => room.FindPage));
const LobbyPage = lazily(() => toDoors().then((room) => room.LobbyPage));
const MovePages = lazily(() => toBook().then((room) => room.MovePages));
const RushPages = lazily(() => toRush().then((room) => room.RushPages));

export function App() {
  useLanguage();
  const route = useRoute();
  const page = useArrival(route.join("/"));
  return (
    <>
      <a class="skip" href="#page-content" onClick={(event) => (event.preventDefault(), page.current?.focus())}>{words("skip")}</a>
      <Top />
      <main id="page-content" ref={page} tabIndex={-1} key={route.join("/")}>{pageOf(route)}</main>
      <footer class="foot"><p>{t("footer")}</p></footer>
    </>
  );
}

function pageOf([kind, first, ...rest]: string[]) {
  if (kind === "t" && first) return <TicketPage code={first} />;
  if (kind === "b" && first && rest[0] === "move") return <MovePages code={first} slot={rest[1]} />;
  if (kind === "b" && first) return <BookingPages code={first} />;
  if (kind === "lobby" && first) return <LobbyPage code={first} />;
  if (kind === "find") return <FindPage />;
  if (kind !== "o" || !first) return <HomePage />;
  const [service, goal, ...steps] = rest;
  if (!service) return <OfficePage id={first} />;
  const place = { office: first, service };
  if (goal === "room" || (goal === "draw" && steps.length < 2)) return <RushPages {...place} goal={goal} day={steps[0] ?? ""} />;
  if (goal === "book" || goal === "wait" || goal === "draw") return <BookPages {...place} goal={goal} steps={steps} />;
  return <ServicePage office={first} id={service} />;
}

/** After a step to another page, reading starts at its top. */
function useArrival(route: string) {
  const page = useRef<HTMLElement>(null);
  const arrived = useRef(false);
  useEffect(() => {
    if (arrived.current) {
      scrollTo(0, 0);
      page.current?.focus({ preventScroll: true });
    }
    arrived.current = true;
  }, [route]);
  return page;
}
