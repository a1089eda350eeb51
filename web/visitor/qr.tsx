/** The code as QR, for the kiosk's reader and for staff; its maker is loaded only when wanted. */

import { useEffect, useState } from "preact/hooks";
import { inFours } from "./code";
import { t } from "./words";

export function Qr({ kind, code, open }: { kind: "t" | "b"; code: string; open?: boolean }) {
  const [path, setPath] = useState<{ size: number; d: string }>();
  const [wanted, want] = useState(!!open);
  useEffect(() => {
    if (wanted) void import("uqr").then(({ encode }) => setPath(drawn(encode(`${location.origin}/#/${kind}/${code}`, { ecc: "M", border: 2 }).data)));
  }, [wanted, kind, code]);
  return (
    <details class="card qr" open={open} onToggle={(event) => event.currentTarget.open && want(true)}>
      <summary>{t("showQr")}</summary>
      <figure>
        {path && <svg viewBox={`0 0 ${path.size} ${path.size}`} role="img" aria-label={`QR ${inFours(code)}`} shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff" /><path d={path.d} fill="#000" /></svg>}
        <figcaption>{t("qrText")}<br /><span class="soft">{t("codeIs")}</span> <b class="codes">{inFours(code)}</b></figcaption>
      </figure>
    </details>
  );
}

function drawn(rows: boolean[][]): { size: number; d: string } {
  const d = rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  return { size: rows.length, d };
}
