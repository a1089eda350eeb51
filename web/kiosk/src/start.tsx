/** The start: one large button per service, and one for those who have a code. */

import type { Catalogue, CatalogueService } from "../../src/agent";
import { inLanguage } from "../../src/i18n";
import { clock } from "../../src/time";
import type { Board } from "../../src/types";
import type { Known } from "./use-agent";
import { t } from "./words";

interface Props {
  known: Known;
  catalogue: Catalogue;
  onService(service: CatalogueService): void;
  onCode(): void;
}

export function StartScreen({ known, catalogue, onService, onCode }: Props) {
  const services = catalogue.services.filter((service) => service.takes.includes("number"));
  return (
    <section class="start">
      <div class="ask"><h1>{t("choose")}</h1><p>{t("touch")}</p></div>
      {!known.live && <p class="slow" role="status">{t(known.issues ? "offline" : "slow")} {known.asOf > 0 && `${t("asOf", clock(known.asOf, catalogue.time_zone))}.`}</p>}
      <ul class="services" data-count={services.length > 8 ? "many" : services.length > 4 ? "some" : "few"}>
        {services.map((service) => (
          <li key={service.id}><ServiceButton service={service} board={known.board ?? null} onTouch={() => onService(service)} /></li>
        ))}
      </ul>
      <button type="button" class="has-code" onClick={onCode}>
        <CodeSign /><span><b>{t("checkIn")}</b><small>{t("checkInHint")}</small></span>
      </button>
    </section>
  );
}

function ServiceButton({ service, board, onTouch }: { service: CatalogueService; board: Board | null; onTouch(): void }) {
  return (
    <button type="button" class="service" disabled={!service.open} onClick={onTouch}>
      <span class="letter" aria-hidden="true">{service.letter}</span>
      <span class="what"><b>{inLanguage(service.name)}</b><span class="line">{service.open ? <Line service={service} board={board} /> : t("serviceClosed")}</span></span>
    </button>
  );
}

/** How many wait and how long, or the usual time while that is not known. */
function Line({ service, board }: { service: CatalogueService; board: Board | null }) {
  const now = board?.services.find((one) => one.service === service.id);
  if (!now) return <>{t("usual", service.minutes)}</>;
  if (!now.waiting) return <span class="free">{t("nobody")}</span>;
  return <><span>{t("waiting", now.waiting)}</span><span>{t("about", ...now.minutes)}</span></>;
}

const CodeSign = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 3h7v7H3zM14 3h7v7h-7zM3 14h7v7H3zM14 14h3v3h-3zM18 18h3v3h-3zM14 20h2M20 14h1" /></svg>
);
