/** A notice that covers every display of an office until it is ended. */

import { useState } from "preact/hooks";
import { patch, Problem } from "../../src/api";
import { Dialog } from "../../src/dialog";
import { useRead } from "../../src/hooks";
import type { OfficeSummary } from "../../src/types";
import { Button, Field, Notice, ProblemNote } from "../../src/ui";
import { type DeviceSettings, some } from "./device-settings";
import type { Device } from "./devices";
import { t } from "./words";

export function EmergencyDialog({ office, displays, onLeave }: { office: OfficeSummary; displays: Device[]; onLeave(): void }) {
  const path = (one: Device) => `/offices/${office.id}/devices/${one.thing}/settings`;
  const { value } = useRead<DeviceSettings>(path(displays[0]!));
  const [id, setText] = useState("");
  const [en, setEnglish] = useState("");
  const [busy, setBusy] = useState(false);
  const [missed, setMissed] = useState<Device[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const now = value?.settings.emergency || undefined;
  /** To those that have not got it yet; each may be sent again. */
  const say = async (emergency: object) => {
    setBusy(true), setProblem(undefined);
    const sent = await Promise.allSettled(displays.map((one) => patch(path(one), { emergency })));
    const failed = sent.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    setMissed(displays.filter((_, at) => sent[at]!.status === "rejected"));
    setProblem(failed.find((why): why is Problem => why instanceof Problem));
    setBusy(false);
    if (!failed.length) onLeave();
  };
  return (
    <Dialog title={t("emergencyTitle", office.name)} back={t("cancel")} act={t("emergencyShow")} bad ready={id.trim() !== "" && !busy}
      onAct={() => void say(some({ id, en }))} onLeave={onLeave}>
      <Notice kind="warn"><p>{t("emergencyMeans")}</p></Notice>
      {now && (
        <div class="notice bad" role="status">
          <strong>{t("emergencyNow")}</strong>
          <p>{now.id}</p>
          {now.en && <p lang="en">{now.en}</p>}
          <Button kind="second" busy={busy} onClick={() => void say({})}>{t("emergencyEnd")}</Button>
        </div>
      )}
      <Field name="emergency" label={t("emergencyText")} value={id} maxLength={300} autocomplete="off" onText={setText} />
      <Field name="emergency-en" label={t("emergencyEnglish")} value={en} maxLength={300} autocomplete="off" onText={setEnglish} />
      {missed.length > 0 && <p role="alert" class="wrong">{t("emergencyFailed", missed.map((one) => t("deviceName", t(one.kind), one.place)).join(", "))}</p>}
      <ProblemNote problem={problem} />
    </Dialog>
  );
}
