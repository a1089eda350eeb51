/** The check of a whole draw on this phone, and where one's own entry stands in it. */

import { useState } from "preact/hooks";
import { get, type Problem } from "../../src/api";
import type { Draw } from "../../src/types";
import { decimal, hour } from "../../src/time";
import { Button, Notice, ProblemNote } from "../../src/ui";
import type { DrawList, Fault, Published } from "./check";
import type { RushPlace } from "./place";
import { t } from "./words";

/** An entry and its people in the list, as it goes over the wire. */
const BYTES = 100;

interface Checked {
  list: DrawList;
  fault?: Fault;
}

export function DrawCheck({ place, draw, seen, own }: { place: RushPlace; draw: Draw; seen: Published; own: string[] }) {
  const [share, setShare] = useState<number>();
  const [checked, set] = useState<Checked>();
  const [problem, setProblem] = useState<Problem>();
  const check = async () => {
    setProblem(undefined);
    setShare(0);
    try {
      const path = `/offices/${place.office}/services/${place.service}/draws/${place.day}/list`;
      const parts: DrawList[] = [];
      for (let part = 1; part <= (draw.parts ?? 1); part++) parts.push(await get<DrawList>(part > 1 ? `${path}?part=${part}` : path));
      const { faultOf, joined } = await import("./check");
      const list = joined(parts);
      const fault = await faultOf(list, seen, setShare);
      set({ list, ...(fault && { fault }) });
    } catch (refused) {
      setProblem(refused as Problem);
    } finally {
      setShare(undefined);
    }
  };
  return (
    <section class="card stack">
      <h2>{t("checkTitle")}</h2>
      <p class="soft">{t("checkHint")} {!checked && t("checkSize", decimal(Math.max(0.1, draw.entries * BYTES / 1e6)))}</p>
      <ProblemNote problem={problem} />
      {!checked && <Button wide busy={share !== undefined && t("checking", Math.round(share * 100))} onClick={check}>{t("checkAll")}</Button>}
      {checked && <Result {...checked} />}
      {checked && own.map((entry) => <p key={entry}>{ownIn(checked.list, entry)}</p>)}
      <a class="button quiet" href="/verify_draw.py" download>{t("verifier")}</a>
    </section>
  );
}

function Result({ list, fault }: Checked) {
  if (fault) return <Notice kind="bad" title={t("unsound")} role="alert"><p>{t(`fault_${fault}`)}</p></Notice>;
  const places = Object.values(list.places).reduce((sum, one) => sum + one, 0);
  return <Notice kind="good" title={t("sound")} role="status"><p>{t("soundText", decimal(Object.keys(list.people).length), decimal(places))}</p></Notice>;
}

/** What became of an entry, by its public leaf. */
function ownIn(list: DrawList, entry: string): string {
  const said = list.entries[entry];
  if (!said) return t(entry in list.people ? "mineInside" : "mineMissing");
  const rank = t("mine", decimal(said.rank), decimal(Object.keys(list.entries).length));
  return `${rank} ${said.slot ? t("mineSlot", hour(said.slot.slice(11, 16))) : t("mineNone")}`;
}
