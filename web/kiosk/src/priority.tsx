/** Who goes first: asked with respect, answered with one touch. */

import type { CatalogueService } from "../../src/agent";
import { inLanguage } from "../../src/i18n";
import type { Priority } from "./steps";
import { t } from "./words";

interface Props {
  service: CatalogueService;
  onBack(): void;
  onChoice(priority?: Priority): void;
}

const CHOICES = [
  ["elderly", "elderlyHint"], ["disabled", "disabledHint"], ["pregnant", "pregnantHint"], ["infant", "infantHint"],
] as const;

export function PriorityScreen({ service, onBack, onChoice }: Props) {
  return (
    <section class="priority">
      <p class="chosen"><span class="letter">{service.letter}</span>{inLanguage(service.name)}</p>
      <div class="ask"><h1>{t("priorityTitle")}</h1><p>{t("priorityHint")}</p></div>
      <button type="button" class="button none" onClick={() => onChoice()}>{t("none")}</button>
      <ul class="choices">
        {CHOICES.map(([kind, hint]) => (
          <li key={kind}><button type="button" class="choice" onClick={() => onChoice(kind)}><b>{t(kind)}</b><small>{t(hint)}</small></button></li>
        ))}
      </ul>
      <button type="button" class="button quiet" onClick={onBack}>‹ {t("back")}</button>
    </section>
  );
}
