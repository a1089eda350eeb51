/** Which step the kiosk shows. */

import { useLanguage, useNow } from "../../src/hooks";
import { inLanguage } from "../../src/i18n";
import { clockZone } from "../../src/time";
import { Top } from "../../src/ui";
import { closed } from "./closed";
import { ClosedScreen, Message } from "./calm";
import { CodeScreen } from "./code";
import { PriorityScreen } from "./priority";
import { SlipScreen } from "./slip";
import { StartScreen } from "./start";
import { useAgent } from "./use-agent";
import { useSteps } from "./use-steps";
import { t } from "./words";

export function App() {
  useLanguage();
  const steps = useSteps();
  const known = useAgent(steps.onSlip);
  const now = useNow(5);
  const { catalogue } = known;
  return (
    <div class="kiosk">
      <Top name={catalogue ? inLanguage(catalogue.name) : "Antrean"}>
        {catalogue && <span class="clock">{clockZone(now, catalogue.time_zone)}</span>}
      </Top>
      <main key={steps.step.at}>{screen(steps, known, now)}</main>
    </div>
  );
}

function screen({ step, left, go, ask }: ReturnType<typeof useSteps>, known: ReturnType<typeof useAgent>, now: number) {
  const start = () => go({ at: "start" });
  const { catalogue } = known;
  if (step.at === "slip") return <SlipScreen slip={step.slip} left={left} onDone={start} />;
  if (step.at === "sending") return <Message title={t("sending")} text={t("sendingHint")} busy />;
  if (step.at === "waiting") return <Message title={t("preparing")} text={t("preparingHint")} busy />;
  if (step.at === "refused") {
    return <Message title={step.title || t("refused")} text={step.detail || t("refusedHint")} action={t("understood")} onAction={start} />;
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
  if (shut) return <ClosedScreen closed={shut} />;
  return <StartScreen known={known} catalogue={catalogue} onService={(service) => go({ at: "priority", service })}
    onCode={() => go({ at: "code" })} />;
}
