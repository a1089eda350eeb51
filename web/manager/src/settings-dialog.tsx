/** Set a kiosk or display from afar: it takes it while it runs, and says so. */

import { useEffect, useRef, useState } from "preact/hooks";
import { patch, Problem } from "../../src/api";
import { Dialog } from "../../src/dialog";
import { useRead } from "../../src/hooks";
import { Blank, Button, Field, Notice, ProblemNote } from "../../src/ui";
import { changes, type DeviceSettings, type Form, formOf, type Text, THEMES, UNSET, VOICES } from "./device-settings";
import type { Device } from "./devices";
import { t } from "./words";

interface Props {
  path: string;
  kind: "kiosk" | "display";
  name: string;
  onLeave(): void;
}

export function SettingsDialog({ path, kind, name, onLeave }: Props) {
  const { value, problem: unread } = useRead<DeviceSettings>(path);
  const [typed, set] = useState<Form>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const before = value && formOf(value);
  const form = typed ?? before;
  const news = form && before ? changes(form, before, kind) : {};
  const act = async () => {
    setBusy(true), setProblem(undefined);
    // A dialog that was left does nothing to the one that is open by then.
    await patch(path, news).then(() => there.current && onLeave(), (refused) => setProblem(refused instanceof Problem ? refused : undefined));
    setBusy(false);
  };
  const there = useRef(true);
  useEffect(() => () => void (there.current = false), []);
  const named = problem?.field?.split(".")[0];
  return (
    <Dialog title={t("setTitle", name)} back={t("cancel")} act={busy ? t("emergencyBusy") : t("setDo")} ready={Object.keys(news).length > 0 && !busy} onAct={act} onLeave={onLeave}>
      <ProblemNote problem={value ? undefined : unread} />
      {!value && !unread && <Blank height="12rem" />}
      {value && <p class="small soft">{t(value.taken ? "setTaken" : "setWaits")}</p>}
      {value && Object.entries(value.refused).map(([one, why]) => <Notice key={one} kind="warn"><p>{t("setRefused", one, why)}</p></Notice>)}
      {form && (kind === "display" ? <DisplayForm form={form} faulty={named} detail={problem?.detail} change={(part) => set({ ...form, ...part })} />
        : <KioskForm form={form} there={Boolean(value?.settings.staff)} faulty={named} detail={problem?.detail} change={(part) => set({ ...form, ...part })} />)}
      <ProblemNote problem={problem} />
    </Dialog>
  );
}

interface FormProps {
  form: Form;
  /** The field that was refused, and why. */
  faulty?: string;
  detail?: string;
  change(part: Partial<Form>): void;
}

function KioskForm({ form, there, faulty, detail, change }: FormProps & { there: boolean }) {
  return (
    <>
      <Choice name="language" label={t("setLanguage")} value={form.language} choices={[["id", "Indonesia"], ["en", "English"]]} onChoice={(language) => change({ language })} />
      <Choice name="contrast" label={t("setContrast")} value={form.contrast} choices={[["yes", t("yes")], ["no", t("no")]]} onChoice={(contrast) => change({ contrast })} />
      <Choice name="regional" label={t("setRegional")} value={form.regional} choices={[["yes", t("yes")], ["no", t("no")]]} onChoice={(regional) => change({ regional })} />
      <Field name="pin" label={t("setPin")} hint={t("setPinHint", there)} value={form.pin} inputMode="numeric" pattern="[0-9]{4,8}" maxLength={8} autocomplete="off"
        fault={faulty === "staff_pin" ? detail : undefined} onText={(pin) => change({ pin })} />
    </>
  );
}

function DisplayForm({ form, faulty, detail, change }: FormProps) {
  const put = (at: number, part: Partial<Text>) => change({ running: form.running.map((one, n) => (n === at ? { ...one, ...part } : one)) });
  return (
    <>
      <Choice name="theme" label={t("setTheme")} value={form.theme} choices={THEMES.map((one) => [one, t(`theme_${one}`)])} onChoice={(theme) => change({ theme })} />
      <Choice name="voices" label={t("setVoices")} value={form.voices} choices={VOICES.map((one) => [one, t(`voices_${one}`)])} onChoice={(voices) => change({ voices })} />
      <Field name="volume" type="number" label={t("setVolume")} value={form.volume} min={0} max={100} placeholder={t("asInstalled")}
        fault={faulty === "volume" ? detail : undefined} onText={(volume) => change({ volume })} />
      <fieldset class="running">
        <legend>{t("running")}</legend>
        {faulty === "running" && <span class="fault">{detail}</span>}
        {form.running.map((one, at) => (
          <div key={at} class="running-text">
            <Field name={`running-${at}`} label={t("runningText", at + 1)} value={one.id} maxLength={300} autocomplete="off" onText={(id) => put(at, { id })} />
            <Field name={`running-en-${at}`} label={t("runningEnglish", at + 1)} value={one.en ?? ""} maxLength={300} autocomplete="off" onText={(en) => put(at, { en })} />
            <div class="days">
              <Field name={`from-${at}`} type="date" label={t("runningFrom")} value={one.from ?? ""} onText={(from) => put(at, { from })} />
              <Field name={`until-${at}`} type="date" label={t("runningUntil")} value={one.until ?? ""} min={one.from} onText={(until) => put(at, { until })} />
            </div>
            <Button kind="quiet" onClick={() => change({ running: form.running.filter((_, n) => n !== at) })}>{t("runningRemove", at + 1)}</Button>
          </div>
        ))}
        <Button kind="second" onClick={() => change({ running: [...form.running, { id: "" }] })}>{t("runningAdd")}</Button>
      </fieldset>
    </>
  );
}

/** A list to choose from; as long as nothing was chosen it says that it is as installed. */
function Choice({ name, label, value, choices, onChoice }: { name: string; label: string; value: string; choices: [string, string][]; onChoice(value: string): void }) {
  return (
    <div class="field"><label for={name}>{label}</label>
      <select id={name} value={value} onChange={(event) => onChoice(event.currentTarget.value)}>
        {value === UNSET && <option value={UNSET}>{t("asInstalled")}</option>}
        {choices.map(([one, said]) => <option key={one} value={one}>{said}</option>)}
      </select>
    </div>
  );
}

/** Whether a device can be set from afar. */
export const isSettable = (device: Device): device is Device & { kind: "kiosk" | "display" } =>
  (device.kind === "kiosk" || device.kind === "display") && device.state !== "new" && device.state !== "revoked";
