/** The keys, by F1 or the question mark. */

import { type Command, COMMANDS, PAGE_KEYS } from "./commands";
import { Dialog } from "./dialog";
import { t } from "./words";

const TOLD: Command[] = ["next", "recall", "serve", "finish", "finishLast", "noShow", "hold", "transfer", "undo"];

export function HelpDialog({ onLeave }: { onLeave(): void }) {
  const rows: [string[], string][] = [
    ...TOLD.map((name): [string[], string] => [COMMANDS[name].keys, t(name)]),
    [[PAGE_KEYS.callThis], t("callThis")], [[PAGE_KEYS.line], t("keyPick")], [["1–6"], t("keyReason")], [["Delete"], t("keyVoid")],
    [[PAGE_KEYS.pause], t("keyPause")], [[PAGE_KEYS.help, PAGE_KEYS.question], t("help")],
  ];
  return (
    <Dialog title={t("helpTitle")} onLeave={onLeave}>
      <dl class="keys">{rows.map(([keys, text]) => <div key={text}><dt>{keys.map((key) => <kbd key={key}>{key.replace("+", " + ")}</kbd>)}</dt><dd>{text}</dd></div>)}</dl>
      <p class="soft">{t("helpNote")}</p>
    </Dialog>
  );
}
