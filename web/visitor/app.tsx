/** Which page is shown: one thing a page. */

import { useEffect, useRef } from "preact/hooks";
import { useLanguage } from "../src/hooks";
import { Top } from "../src/ui";
import { words } from "../src/words";
import { BookingPage } from "./booking";
import { FindPage } from "./find";
import { BookPage } from "./book";
import { HomePage } from "./home";
import { LobbyPage } from "./lobby";
import { OfficePage } from "./office";
import { useRoute } from "./route";
import { ServicePage } from "./service";
import { SlotsPage } from "./slots";
import { TicketPage } from "./ticket";
import { t } from "./words";

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

function pageOf([kind, first, service, step, slot]: string[]) {
  if (kind === "t" && first) return <TicketPage code={first} />;
  if (kind === "b" && first) return <BookingPage code={first} />;
  if (kind === "lobby" && first) return <LobbyPage code={first} />;
  if (kind === "find") return <FindPage />;
  if (kind !== "o" || !first) return <HomePage />;
  if (!service) return <OfficePage id={first} />;
  if (step !== "book") return <ServicePage office={first} id={service} />;
  return slot ? <BookPage office={first} service={service} slot={slot} /> : <SlotsPage office={first} service={service} />;
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
