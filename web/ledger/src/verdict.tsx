/** What a check found: whether the chain is whole, and the own ticket's entries. */

import { clockZone } from "../../src/time";
import { Notice } from "../../src/ui";
import { type OutOfOrder, outOfOrder } from "./audit";
import { passedAside, type PassedAside } from "./audit-aside";
import type { Checked, Opened } from "./check";
import { about, type Entry, type Summary } from "./entries";
import { reasonWords, sentence } from "./story";
import { t } from "./words";

type Result = Checked & { number?: string; opened?: Opened[] };

const PEOPLE = ["visitor", "staff", "elderly", "disabled", "pregnant", "infant"] as const;

export function Verdict({ result, zone, said }: { result: Result; zone: string; said: Summary }) {
  const { ledger, fault, otherRoots, number, opened = [] } = result;
  // The figures above were read before: the root of a closed day that they showed must still be this one.
  const cut = said.closed_root !== undefined && ledger.closed_root === undefined;
  const other = otherRoots || (said.closed_root !== undefined && said.closed_root !== ledger.closed_root);
  const found = fault === undefined ? outOfOrder(ledger.entries) : [];
  const aside = fault === undefined ? passedAside(ledger.entries) : [];
  const counted = said.entries === ledger.entries.length && (said.out_of_order.total !== found.length || said.passed_aside.total !== aside.length);
  const mine = number ? about(number, ledger.entries) : [];
  return (
    <>
      {fault !== undefined ? <Notice kind="bad" title={t("broken", fault)}><p>{t("brokenText", fault)}</p></Notice>
        : cut && !otherRoots ? <Notice kind="warn" title={t("cutOff")}><p>{t("cutOffText")}</p></Notice>
        : other ? <Notice kind="bad" title={t("otherRoots")}><p>{t("otherRootsText")}</p></Notice>
        : <Notice kind="good" title={t("whole", ledger.entries.length)}><p>{t("wholeText")}{said.closed_root && ` ${t("sameRoot")}`}</p></Notice>}
      {fault === undefined && counted && <Notice kind="bad" title={t("otherCount")}><p>{t("otherCountText", found.length, aside.length)}</p></Notice>}
      {number && mine.length === 0 && <Notice kind="warn" title={t("notIn", number)}><p>{t("notInText")}</p></Notice>}
      {number && mine.length > 0 && <>
        <h3>{t("ownTitle", number)}</h3>
        {fault === undefined && <Passed by={found.filter(({ passed }) => passed.includes(number))} aside={aside.filter((one) => one.number === number)} />}
        <ol class="story">
          {mine.map((entry) => <One key={entry.seq} entry={entry} number={number} zone={zone} opened={opened.find(({ seq }) => seq === entry.seq)} />)}
        </ol>
      </>}
    </>
  );
}

/** Who was called before one's turn, and who while one stood aside. */
function Passed({ by, aside }: { by: OutOfOrder[]; aside: PassedAside[] }) {
  return (
    <>
      {by.length ? <Jumped by={by} /> : <p class="kept">{t("passedByNobody")}</p>}
      {aside.length > 0 && <ul class="stack">{aside.map(({ seq, called, by: way }) => <li key={seq}>{t("passedAside", called, seq, t(`aside_${way}`))}</li>)}</ul>}
    </>
  );
}

function Jumped({ by }: { by: OutOfOrder[] }) {
  return <ul class="stack">{by.map(({ seq, number, reason }) => <li key={seq} class={reason ? "" : "seal wrong"}>{reason ? t("passedBy", number, reasonWords(reason)) : t("passedWithout", number, seq)}</li>)}</ul>;
}

function One({ entry, number, zone, opened }: { entry: Entry; number: string; zone: string; opened: Opened | undefined }) {
  return (
    <li>
      <p><b>{sentence(entry, number, zone)}</b></p>
      {entry.kind === "call" && entry.reason && entry.number === number && <p>{t("because", reasonWords(entry.reason))}</p>}
      <p class="soft small">{clockZone(entry.at, zone)} · {t("seq", entry.seq)}</p>
      {opened && <p class={`small seal ${opened.right ? "" : "wrong"}`}>
        {[t(opened.right ? "right" : "wrong"), opened.by && t("asked", named(opened.by)), opened.priority && t("group", named(opened.priority))].filter(Boolean).join(" · ")}
      </p>}
    </li>
  );
}

const named = (one: string) => ((PEOPLE as readonly string[]).includes(one) ? t(one as (typeof PEOPLE)[number]) : one);
