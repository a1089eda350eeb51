/** The few components that all pages share. */

import type { ComponentChildren, JSX } from "preact";
import { Problem } from "./api";
import { useLanguage, useNow } from "./hooks";
import { speak } from "./i18n";
import { clock, clockZone } from "./time";
import { words } from "./words";

type Children = { children?: ComponentChildren };

/** The band at the top: the name, what else the page puts there, the language. */
export function Top({ home = "#/", name = "Antrean", languages, children }: Children & { home?: string; name?: string; languages?: ComponentChildren }) {
  return (
    <header class="top"><div>
      <a class="brand" href={home}><Mark />{name}</a>
      {children}
      {languages ?? <LanguageSwitch />}
    </div></header>
  );
}

/** The sign of Antrean: those who wait, and the one whose turn it is. */
export const Mark = () => (
  <svg viewBox="0 0 28 28" aria-hidden="true">
    <circle cx="5" cy="14" r="3.5" fill="#7fd1c4" /><circle cx="13" cy="14" r="3.5" fill="#7fd1c4" />
    <circle cx="22.500" cy="14" r="5.500" fill="#ffc53d" />
  </svg>
);

export function LanguageSwitch() {
  const spoken = useLanguage();
  return (
    <div class="language" role="group" aria-label={words("language")}>
      <button type="button" lang="id" aria-label="ID, Bahasa Indonesia" aria-pressed={spoken === "id"} onClick={() => speak("id")}>ID</button>
      <button type="button" lang="en" aria-label="EN, English" aria-pressed={spoken === "en"} onClick={() => speak("en")}>EN</button>
    </div>
  );
}

type ButtonProps = Omit<JSX.IntrinsicElements["button"], "kind"> & Children & { busy?: boolean | string; kind?: "second" | "bad" | "quiet"; wide?: boolean };

/** A button that cannot be pressed twice while `busy`, which may say what it is busy with. */
export function Button({ busy, kind, wide, children, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} class={`button ${kind ?? ""} ${wide ? "wide" : ""}`} aria-disabled={busy ? "true" : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}>
      {typeof busy === "string" && busy ? busy : busy ? words("busy") : children}
    </button>
  );
}

type FieldProps = JSX.IntrinsicElements["input"] & { name: string; label: string; hint?: string; fault?: string; onText(text: string): void };

/** A labelled input; its hint and fault are read out with it. */
export function Field({ name, label, hint, fault, onText, ...rest }: FieldProps) {
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
      {fault && <span class="fault" id={`${name}-fault`}>{fault}</span>}
      <input {...rest} id={name} name={name} aria-invalid={fault ? "true" : undefined} aria-describedby={described || undefined}
        onInput={(event) => onText(event.currentTarget.value)} />
    </div>
  );
}

export function Notice({ kind = "", title, role, children }: Children & { kind?: "" | "good" | "warn" | "bad"; title?: string; role?: "alert" | "status" }) {
  return <div class={`notice ${kind}`} role={role}>{title && <strong>{title}</strong>}{children}</div>;
}

/** What went wrong, in the visitor's words, and a way on. */
export function ProblemNote({ problem, again }: { problem?: Problem; again?: () => void }) {
  if (!problem) return null;
  const { title, text } = explain(problem);
  return (
    <Notice kind={problem.status === 0 ? "warn" : "bad"} title={title} role="alert">
      {text && <p>{text}</p>}
      {again && <Button kind="second" onClick={again}>{words("again")}</Button>}
    </Notice>
  );
}

function explain(problem: Problem): { title: string; text: string } {
  if (!(problem instanceof Problem)) return { title: words("faultTitle"), text: words("faultText") };
  if (problem.status === 0) return { title: words("offlineTitle"), text: words("offlineText") };
  if ((problem.status === 429 && problem.kind !== "not-admitted") || problem.status === 503) return { title: words("crowdedTitle"), text: words("crowdedText") };
  if (problem.status >= 500) return { title: words("faultTitle"), text: words("faultText") };
  if (problem.status === 404 && !problem.title) return { title: words("missingTitle"), text: words("missingText") };
  return { title: problem.title || words("refusedTitle"), text: problem.detail === problem.title ? "" : problem.detail };
}

/** Says whether what is shown is what is so, and else when it was. */
export function LiveNote({ live, since, zone }: { live: boolean; since: number; zone?: string }) {
  useNow(30);
  const at = zone ? clockZone(since, zone) : clock(since, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const text = live ? words("live") : since ? words("last", at) : words(navigator.onLine ? "joining" : "offlineTitle");
  return <span class={`live ${live ? "" : "stale"}`}><i aria-hidden="true" />{text}</span>;
}

/** The room that something takes before it is there, so that nothing jumps. */
export const Blank = ({ height = "5rem" }: { height?: string }) =>
  <div class="blank" style={{ minHeight: height }} role="status"><span class="only-read">{words("loading")}</span></div>;
