/** Who waits, in call order, and how long already; a row can be called, and never moves away under a hand. */

import type { Line, Waiting } from "../../src/line";
import type { Service } from "../../src/types";
import { isMine, nextOf, type Takes } from "./mine";
import { LineRow } from "./line-row";
import { useRoving } from "./roving";
import { useSteady } from "./steady";
import { t } from "./words";

/** Of those who have not come yet, who stand last, so many are listed. */
const ABSENT = 50;

interface Props {
  line?: Line;
  services: Map<string, Service>;
  takes: Takes;
  onCall(one: Waiting): void;
  onVoid(one: Waiting): void;
  /** A number is called that one types or scans. */
  onPick(): void;
}

export function LineList({ line, services, takes, onCall, onVoid, onPick }: Props) {
  const waiting = line?.waiting ?? [];
  const here = waiting.filter((one) => one.present).length;
  const { rows, touch, leave } = useSteady(waiting.slice(0, here + ABSENT));
  const { list, at, onKeyDown, onFocus } = useRoving();
  const next = nextOf(waiting, takes);
  const inOrder = [at, next?.number].find((number) => rows.some(({ one }) => one.number === number)) ?? rows[0]?.one.number;
  return (
    <section class="line card" aria-labelledby="line-title">
      <header>
        <h2 id="line-title">{t("line")} <span class="soft">{t("lineCount", here, waiting.length - here)}</span></h2>
        <button type="button" class="pick" aria-keyshortcuts="Shift+F2" onClick={onPick}>{t("pick")}</button>
      </header>
      {line && !waiting.length && <p class="soft empty">{t("emptyLine")}</p>}
      <ol ref={list} aria-labelledby="line-title" onPointerMove={touch} onPointerDown={touch} onPointerLeave={leave}
        onKeyDown={(event) => (touch(), onKeyDown(event))} onFocusCapture={onFocus}>
        {rows.map(({ one, gone }) => (
          <LineRow key={one.number} one={one} gone={gone} service={services.get(one.service)?.name ?? one.service}
            kind={one.number === next?.number ? "next" : isMine(one, takes) ? "" : "other"} tabIndex={one.number === inOrder ? 0 : -1}
            onCall={() => onCall(one)} onVoid={() => onVoid(one)} />
        ))}
      </ol>
    </section>
  );
}
