/** The devices of an office: what is wrong first and since when; claim, set, replace, revoke. */

import { useEffect, useState } from "preact/hooks";
import { post, Problem, remove } from "../../src/api";
import { Dialog } from "../../src/dialog";
import { useNow, useRead } from "../../src/hooks";
import { clock, shortDate } from "../../src/time";
import type { OfficeSummary } from "../../src/types";
import { Blank, Button, Notice, ProblemNote } from "../../src/ui";
import { type Device, type DeviceCode, type Devices, inNeed, look, spaced } from "./devices";
import { EmergencyDialog } from "./emergency-dialog";
import { isSettable, SettingsDialog } from "./settings-dialog";
import { t } from "./words";

/** Seconds between two looks. */
const OFTEN = 20;

export function Fleet({ offices, mayClaim }: { offices: OfficeSummary[]; mayClaim: boolean }) {
  const [id, choose] = useState(offices[0]!.id);
  const office = offices.find((one) => one.id === id) ?? offices[0]!;
  const { value, problem, reload } = useRead<Devices>(`/offices/${office.id}/devices`);
  const now = useNow(OFTEN);
  useEffect(reload, [now]);
  const bad = value ? inNeed(value.devices) : 0;
  const displays = value?.devices.filter((one) => one.kind === "display" && one.state !== "new") ?? [];
  const [warns, warn] = useState(false);
  return (
    <section class="fleet" aria-labelledby="fleet">
      <div class="title">
        <h2 id="fleet">{t("fleet")}</h2>
        {value && <span class={`tag ${bad ? "warn" : "good"}`} role="status">{bad ? t("fleetBad", bad) : t("fleetWell")}</span>}
        <div class="field">
          <select aria-label={t("fleetOffice")} value={office.id} onChange={(event) => choose(event.currentTarget.value)}>
            {offices.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </div>
      </div>
      {displays.length > 0 && <div><Button kind="second" onClick={() => warn(true)} aria-haspopup="dialog">{t("emergency")}</Button></div>}
      {warns && displays.length > 0 && <EmergencyDialog office={office} displays={displays} onLeave={() => warn(false)} />}
      <ProblemNote problem={value ? undefined : problem} again={reload} />
      {!value && !problem && <Blank height="10rem" />}
      {value && <WhoCalls office={office} calls={value.calls} onChange={reload} />}
      {value && (
        <ul class="devices">
          {value.devices.map((one) => <li key={one.thing}><Row office={office} device={one} mayClaim={mayClaim} onChange={reload} /></li>)}
        </ul>
      )}
    </section>
  );
}

/** That the hub has the line, and the way to take it back from one that is broken. */
function WhoCalls({ office, calls, onChange }: { office: OfficeSummary; calls: Devices["calls"]; onChange(): void }) {
  const [asking, ask] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  if (!calls || calls === "cloud") return null;
  const done = (refused?: unknown) => (setProblem(refused instanceof Problem ? refused : undefined), ask(false), onChange());
  return (
    <Notice kind="warn">
      <p role="status">{t(calls === "hub" ? "hubCalls" : "nobodyCalls")}</p>
      {calls === "hub" && <Button kind="second" onClick={() => ask(true)} aria-haspopup="dialog">{t("takeBack")}</Button>}
      <ProblemNote problem={problem} />
      {asking && (
        <Dialog title={t("takeBackSure")} back={t("cancel")} act={t("takeBack")} bad onLeave={() => ask(false)}
          onAct={() => remove(`/offices/${office.id}/hub/lease`).then(() => done(), done)}>
          <Notice kind="warn"><p>{t("takeBackMeans")}</p></Notice>
          <p>{t("takeBackAfter")}</p>
        </Dialog>
      )}
    </Notice>
  );
}

interface RowProps {
  office: OfficeSummary;
  device: Device;
  mayClaim: boolean;
  onChange(): void;
}

function Row({ office, device, mayClaim, onChange }: RowProps) {
  const [asking, ask] = useState<"claim" | "revoke" | "set">();
  const [problem, setProblem] = useState<Problem>();
  const name = t("deviceName", t(device.kind), device.place);
  const at = (moment: string) => `${shortDate(Date.parse(moment), office.time_zone)} ${clock(Date.parse(moment), office.time_zone)}`;
  const revoke = () => remove(`/offices/${office.id}/devices/${device.thing}`)
    .then(() => (ask(undefined), onChange()), (refused) => (setProblem(refused instanceof Problem ? refused : undefined), ask(undefined)));
  const facts = [
    device.seen && t("deviceSeen", at(device.seen)), device.version && t("deviceVersion", device.version),
    device.battery !== undefined && t("deviceBattery", device.battery), device.temperature !== undefined && `${device.temperature} °C`,
  ].filter(Boolean);
  return (
    <div class="device card">
      <div>
        <h3>{name}</h3>
        <span class={`tag ${look(device.state)}`}>{t(`state_${device.state}`)}</span>
      </div>
      {device.wrong.map((one) => <p key={one.type} class="wrong"><strong>{one.title}</strong> · {t("deviceSince", at(one.since))}</p>)}
      {device.claim && <p class="small">{t("deviceWaits", at(device.claim.expires))}{device.claim.refused && ` ${t(`refused_${device.claim.refused}`)}`}</p>}
      <p class="soft small">{facts.length ? facts.join(" · ") : device.thing}</p>
      <div class="acts">
        {isSettable(device) && <Button kind="second" onClick={() => ask("set")} aria-haspopup="dialog" aria-label={`${t("set")}: ${name}`}>{t("set")}</Button>}
        {mayClaim && <Button kind="second" onClick={() => ask("claim")} aria-haspopup="dialog" aria-label={`${t(device.seen ? "replace" : "claim")}: ${name}`}>{t(device.seen ? "replace" : "claim")}</Button>}
        {device.state !== "revoked" && device.state !== "new" &&
          <Button kind="quiet" onClick={() => ask("revoke")} aria-haspopup="dialog" aria-label={`${t("revoke")}: ${name}`}>{t("revoke")}</Button>}
      </div>
      <ProblemNote problem={problem} />
      {asking === "set" && isSettable(device) &&
        <SettingsDialog path={`/offices/${office.id}/devices/${device.thing}/settings`} kind={device.kind} name={name} onLeave={() => ask(undefined)} />}
      {asking === "claim" && <Claim office={office} device={device} name={name} onLeave={() => (ask(undefined), onChange())} />}
      {asking === "revoke" && (
        <Dialog title={t("revokeSure", name)} back={t("cancel")} act={t("revoke")} bad onAct={revoke} onLeave={() => ask(undefined)}>
          <Notice kind="warn"><p>{t("revokeMeans")}</p>{device.kind === "hub" && <p>{t("revokeHub")}</p>}</Notice>
        </Dialog>
      )}
    </div>
  );
}

/** First what it means, then the code, large; it is shown once and kept nowhere. */
function Claim({ office, device, name, onLeave }: { office: OfficeSummary; device: Device; name: string; onLeave(): void }) {
  const [given, set] = useState<DeviceCode>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const act = async () => {
    if (given) return onLeave();
    setBusy(true), setProblem(undefined);
    await post<DeviceCode>(`/offices/${office.id}/devices`, { kind: device.kind, place: device.place })
      .then(set, (refused) => setProblem(refused instanceof Problem ? refused : undefined));
    setBusy(false);
  };
  return (
    <Dialog title={t(device.seen ? "replaceTitle" : "claimTitle", name)} back={t("cancel")} ready={!busy} act={given ? t("claimDone") : t("claimDo")} onAct={act} onLeave={onLeave}>
      {given
        ? <div class="device-code" role="status">
            <p class="code">{spaced(given.code)}</p>
            <p>{t("claimUntil", clock(Date.parse(given.expires), office.time_zone))}</p>
            <p class="small">{t("claimHow")}<br /><code>sudo antrean-claim {given.thing} {spaced(given.code)}</code></p>
          </div>
        : <Notice kind={device.seen ? "warn" : ""}><p>{t(device.seen ? "replaceMeans" : "claimMeans")}</p></Notice>}
      <ProblemNote problem={problem} />
    </Dialog>
  );
}
