/** Screens on which the visitor waits, is refused, or finds the office closed. */

import { renderSVG } from "uqr";
import { Mark } from "../../src/ui";
import { hour, weekday } from "../../src/time";
import type { Closed } from "./closed";
import { t } from "./words";

interface MessageProps {
  title: string;
  text: string;
  busy?: boolean;
  action?: string;
  onAction?: () => void;
  /** An address to go on at, on the phone. */
  phone?: string;
}

/** One sentence, one explanation, at most one button. */
export function Message({ title, text, busy, action, onAction, phone }: MessageProps) {
  return (
    <section class="message" role="status">
      <span class={busy ? "breathing" : ""}><Mark /></span>
      <h1>{title}</h1>
      <p>{text}</p>
      {phone && <div class="qr" dangerouslySetInnerHTML={{ __html: renderSVG(phone, { border: 1 }) }} />}
      {action && <button type="button" class="button" onClick={onAction}>{action}</button>}
    </section>
  );
}

/** Closed, and when it opens again. */
export function ClosedScreen({ closed: { byHours, next }, phone }: { closed: Closed; phone?: string }) {
  const again = next && (next.today ? t("opensToday", hour(next.open)) : t("opensOn", weekday(next.day), hour(next.open)));
  return <Message title={byHours ? t("closed") : t("closedNow")} text={[again, t("fromHome")].filter(Boolean).join(". ").replace(/\.\./g, ".")} {...(phone && { phone })} />;
}
