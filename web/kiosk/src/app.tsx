/** Which step the kiosk shows. */

import { useLanguage, useNow } from "../../src/hooks";
import { inLanguage } from "../../src/i18n";
import { clockZone } from "../../src/time";
import { Top } from "../../src/ui";
import { closed } from "./closed";
import { Access, Languages, useModes } from "./access";
import { ClosedScreen, Message } from "./calm";
import { CodeScreen } from "./code";
import { PriorityScreen } from "./priority";
import { SlipScreen } from "./slip";
import { HelpScreen, PinScreen, StaffScreen } from "./staff";
import { StartScreen } from "./start";
import { instead } from "./steps";
import { useAgent } from "./use-agent";
import { useScanner } from "./use-scanner";
import { useSteps } from "./use-steps";
import { t } from "./words";

export function App() {
  useLanguage();
  const steps = useSteps();
  const known = useAgent(steps.onSlip);
  const modes = useModes(steps.step.at === "start", known.settings);
  const now = useNow(5);
  useScanner(steps.step.at === "start", (code) => steps.ask("check-in", { code }));
  const { catalogue } = known;
  return (
    <div class={`kiosk ${modes.low ? "low" : ""}`}>
      <Top name={catalogue ? inLanguage(catalogue.name) : "Antrean"}
        languages={<Languages modes={modes} regional={String(known.settings?.regional ?? "")} />}>
        {catalogue && <span class="clock">{clockZone(now, catalogue.time_zone)}</span>}
      </Top>
      <main key={steps.step.at}>{screen(steps, known, now)}</main>
      <Access modes={modes} onHelp={() => steps.go({ at: "help" })} />
    </div>
  );
}

function screen({ step, left, go, ask }: ReturnType<typeof useSteps>, known: ReturnType<typeof useAgent>, now: number) {
  const start = () => go({ at: "start" });
  const { catalogue } = known;
  const phone = catalogue?.site;
  if (step.at === "slip") return <SlipScreen key={step.slip.id} slip={step.slip} left={left} onDone={start} onSlip={(slip) => go({ at: "slip", slip })} />;
  if (step.at === "help") return <HelpScreen isStaff={known.settings?.staff === true} onStaff={() => go({ at: "pin" })} onBack={start} />;
  if (step.at === "pin") return <PinScreen onBack={start} onOpen={(pin, kept) => go({ at: "staff", pin, kept })} />;
  if (step.at === "staff") return <StaffScreen pin={step.pin} kept={step.kept} onBack={start} />;
  if (step.at === "sending") return <Message title={t("sending")} text={t("sendingHint")} busy />;
  if (step.at === "waiting") return <Message title={t("preparing")} text={t("preparingHint")} busy />;
  if (step.at === "refused") {
    const { word, phone: goesOn } = instead(step.kind);
    const told = step.detail && step.detail !== step.title ? `${step.detail} ` : "";
    return <Message title={step.title || t("refused")} text={told + t(word)} action={t("understood")} onAction={start} {...(goesOn && phone && { phone })} />;
  }
  if (known.elsewhere) return <Message title={t("elsewhere")} text={t("elsewhereHint")} action={t("toSite")} onAction={() => location.assign("/")} />;
  if (!catalogue) return <Message title={t("starting")} text={t("startingHint")} busy />;
  if (step.at === "code") return <CodeScreen onBack={start} onCode={(code) => ask("check-in", { code })} />;
  if (step.at === "priority") {
    const { service } = step;
    return <PriorityScreen service={service} onBack={start}
      onChoice={(priority) => ask("take", { service: service.id, ...(priority && { priority }) })} />;
  }
  const shut = closed(catalogue, now);
  if (shut) return <ClosedScreen closed={shut} {...(phone && { phone })} />;
  return <StartScreen known={known} catalogue={catalogue} onService={(service) => go({ at: "priority", service })}
    onCode={() => go({ at: "code" })} />;
}
