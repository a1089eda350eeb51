/** A notice that covers every display of an office until it is ended; of each display it is said whether it shows it. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, patch, Problem } from "../../src/api";
import { Dialog } from "../../src/dialog";
import type { OfficeSummary } from "../../src/types";
import { Button, Field, Notice, ProblemNote } from "../../src/ui";
import { type DeviceSettings, some } from "./device-settings";
import type { Device } from "./devices";
import { t } from "./words";

/** Milliseconds between two looks at whether the displays have it. */
const OFTEN = 5_000;

export function EmergencyDialog({ office, displays, onLeave }: { office: OfficeSummary; displays: Device[]; onLeave(): void }) {
  const path = (one: Device) => `/offices/${office.id}/devices/${one.thing}/settings`;
  // Those that there were when it was opened: also one that is shut out meanwhile must hear that it is over.
  const [all] = useState(() => [...displays].sort((one, other) => one.thing.localeCompare(other.thing)));
  const [known, setKnown] = useState<Record<string, DeviceSettings | undefined>>({});
  const [id, setText] = useState("");
  const [en, setEnglish] = useState("");
  const [busy, setBusy] = useState(false);
  const [missed, setMissed] = useState<Device[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const there = useRef(true), looks = useRef(0), timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** The newest look counts, and the next one comes behind it. */
  const look = useCallback(async () => {
    clearTimeout(timer.current);
    const turn = ++looks.current;
    const read = await Promise.all(all.map((one) => get<DeviceSettings>(path(one)).catch(() => undefined)));
    if (!there.current || turn !== looks.current) return;
    setKnown(Object.fromEntries(all.map((one, at) => [one.thing, read[at]])));
    timer.current = setTimeout(() => void look(), OFTEN);
  }, []);
  useEffect(() => {
    void look();
    return () => ((there.current = false), clearTimeout(timer.current));
  }, []);
  /** To all of them; who did not get it is named, and may be told again. */
  const say = async (emergency: object) => {
    setBusy(true), setProblem(undefined);
    const sent = await Promise.allSettled(all.map((one) => patch(path(one), { emergency })));
    if (!there.current) return;
    setMissed(all.filter((_, at) => sent[at]!.status === "rejected"));
    setProblem(sent.flatMap((one) => (one.status === "rejected" && one.reason instanceof Problem ? [one.reason] : []))[0]);
    if ("id" in emergency && sent.every((one) => one.status === "fulfilled")) (setText(""), setEnglish(""));
    await look();
    setBusy(false);
  };
  const names = (devices: Device[]) => devices.map((one) => t("deviceName", t(one.kind), one.place)).join(", ");
  return (
    <Dialog title={t("emergencyTitle", office.name)} back={t("claimDone")} act={busy ? t("emergencyBusy") : t("emergencyShow")} bad ready={id.trim() !== "" && !busy}
      onAct={() => void say(some({ id, en }))} onLeave={onLeave}>
      <Notice kind="warn"><p>{t("emergencyMeans")}</p></Notice>
      <div role="status">
        <ul class="shows">{all.map((one) => <li key={one.thing}><strong>{names([one])}</strong> <Shows device={displays.find((now) => now.thing === one.thing)} settings={known[one.thing]} /></li>)}</ul>
      </div>
      <Button kind="second" busy={busy} onClick={() => void say({})}>{t("emergencyEnd")}</Button>
      <Field name="emergency" label={t("emergencyText")} value={id} maxLength={300} autocomplete="off" onText={setText} />
      <Field name="emergency-en" label={t("emergencyEnglish")} value={en} maxLength={300} autocomplete="off" onText={setEnglish} />
      {missed.length > 0 && <p role="alert" class="wrong">{t("emergencyFailed", names(missed))}</p>}
      <ProblemNote problem={problem} />
    </Dialog>
  );
}

/** What a display shows, or is to show and does not yet; one that is not connected shows what nobody can know. */
function Shows({ device, settings }: { device?: Device; settings?: DeviceSettings }) {
  if (device?.state === "revoked") return <span class="soft">{t("state_revoked")}</span>;
  if (!settings) return <span class="soft">{t("showsUnknown")}</span>;
  const words = settings.settings.emergency?.id, why = settings.refused.emergency;
  if (why) return <span class="wrong">{t("setRefused", t("emergency"), why)}</span>;
  const there = settings.taken && device?.state !== "gone";
  if (!words) return <span class="soft">{t(there ? "showsNothing" : "showsNothingSoon")}</span>;
  return <span class={there ? "" : "soft"}>{t(there ? "shows" : "showsSoon", words)}</span>;
}
