/** The code as QR, for the kiosk's reader and for staff; its maker is loaded only when wanted. */

import { useEffect, useState } from "preact/hooks";
import { inFours } from "./code";
import { t } from "./words";

interface Coded {
  kind: "t" | "b";
  code: string;
}

export function Qr({ kind, code, open }: Coded & { open?: boolean }) {
  const [wanted, want] = useState(!!open);
  return (
    <details class="card qr" open={open} onToggle={(event) => event.currentTarget.open && want(true)}>
      <summary>{t("showQr")}</summary>
      <figure>
        {wanted && <QrPicture kind={kind} code={code} />}
        <figcaption>{t("qrText")}<br /><span class="soft">{t("codeIs")}</span> <b class="codes">{inFours(code)}</b></figcaption>
      </figure>
    </details>
  );
}

/** The picture alone; its room is kept until it is drawn. */
export function QrPicture({ kind, code }: Coded) {
  const [path, setPath] = useState<{ size: number; d: string }>();
  useEffect(() => {
    void import("uqr").then(({ encode }) => setPath(drawn(encode(`${location.origin}/#/${kind}/${code}`, { ecc: "M", border: 2 }).data)), () => undefined);
  }, [kind, code]);
  const size = path?.size ?? 37;
  return <svg class="qr-picture" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR ${inFours(code)}`} shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff" /><path d={path?.d ?? ""} fill="#000" /></svg>;
}

function drawn(rows: boolean[][]): { size: number; d: string } {
  const d = rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  return { size: rows.length, d };
}
