/** Screens on which the visitor waits, is refused, or finds the office closed. */

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
}

/** One sentence, one explanation, at most one button. */
export function Message({ title, text, busy, action, onAction }: MessageProps) {
  return (
    <section class="message" role="status">
      <span class={busy ? "breathing" : ""}><Mark /></span>
      <h1>{title}</h1>
      <p>{text}</p>
      {action && <button type="button" class="button" onClick={onAction}>{action}</button>}
    </section>
  );
}

/** Closed, and when it opens again. */
export function ClosedScreen({ closed: { byHours, next } }: { closed: Closed }) {
  const again = next && (next.today ? t("opensToday", hour(next.open)) : t("opensOn", weekday(next.day), hour(next.open)));
  return <Message title={byHours ? t("closed") : t("closedNow")} text={[again, t("fromHome")].filter(Boolean).join(". ").replace(/\.\./g, ".")} />;
}
