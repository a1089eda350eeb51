/** What makes the kiosk easier: lower buttons, more contrast, help; and its languages. All ends with the visit. */

import { useEffect, useState } from "preact/hooks";
import { language, speak, type Language } from "../../src/i18n";
import { regionalOf, speakRegional } from "./regional";
import { setUsual, usual } from "./usual";
import { t } from "./words";

/** Seconds without a touch at the start after which the next visitor finds the kiosk as it is for most. */
const IDLE_S = 60;

interface Chosen {
  low: boolean;
  /** As the office set it until somebody chooses. */
  contrast?: boolean;
  regional: string;
}

const NONE: Chosen = { low: false, regional: "" };

export type Modes = Required<Chosen> & { change(news: Partial<Chosen>): void };

/** What was chosen for this visit, over what the office set for all. */
export function useModes(atStart: boolean, settings: Record<string, unknown> | undefined): Modes {
  const [chosen, set] = useState(NONE);
  const office = setUsual(settings);
  const contrast = chosen.contrast ?? office.contrast;
  const change = (news: Partial<Chosen>) => set((before) => ({ ...before, ...news }));
  speakRegional(chosen.regional);
  useEffect(() => void document.documentElement.classList.toggle("contrast", contrast), [contrast]);
  useEffect(() => {
    if (atStart) speak(office.language);
  }, [office.language]);
  useEffect(() => {
    if (!atStart) return;
    let timer = 0;
    const anew = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => { set(NONE); speak(usual().language); }, IDLE_S * 1000);
    };
    anew();
    addEventListener("pointerdown", anew);
    addEventListener("keydown", anew);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", anew);
      removeEventListener("keydown", anew);
    };
  }, [atStart]);
  return { ...chosen, contrast, change };
}

export function Access({ modes, onHelp }: { modes: Modes; onHelp(): void }) {
  return (
    <nav class="access" aria-label={t("access")}>
      <button type="button" aria-pressed={modes.low} onClick={() => modes.change({ low: !modes.low })}><span aria-hidden="true">↓</span>{t("lower")}</button>
      <button type="button" aria-pressed={modes.contrast} onClick={() => modes.change({ contrast: !modes.contrast })}><span aria-hidden="true">◐</span>{t("contrast")}</button>
      <button type="button" onClick={onHelp}><span aria-hidden="true">?</span>{t("help")}</button>
    </nav>
  );
}

const SPOKEN = [["id", "ID", "Bahasa Indonesia"], ["en", "EN", "English"]] as const;

/** Indonesian, English, and the office's regional language where it has one. */
export function Languages({ modes, regional }: { modes: Modes; regional: string }) {
  const own = regionalOf(regional);
  const choose = (chosen: Language, code = "") => {
    speak(chosen);
    modes.change({ regional: code });
  };
  return (
    <div class="language" role="group" aria-label="Bahasa, language">
      {SPOKEN.map(([code, short, name]) => (
        <button type="button" key={code} lang={code} aria-label={`${short}, ${name}`} aria-pressed={!modes.regional && language() === code} onClick={() => choose(code)}>{short}</button>
      ))}
      {own && <button type="button" lang={regional} aria-label={`${own.short}, ${own.name}`} aria-pressed={modes.regional === regional} onClick={() => choose("id", regional)}>{own.short}</button>}
    </div>
  );
}
