/** The QR code of a booking by the kiosk's camera, where there is one and the browser can read it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { accepted, LENGTH } from "./typed";
import { t } from "./words";

const LOOKS_EVERY_MS = 250;

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

const detectors = (): (new (kinds: { formats: string[] }) => Detector) | undefined =>
  (globalThis as { BarcodeDetector?: new (kinds: { formats: string[] }) => Detector }).BarcodeDetector;

export function Camera({ onCode }: { onCode(code: string): void }) {
  const [on, turn] = useState(false);
  const [fault, setFault] = useState(false);
  if (!detectors() || !navigator.mediaDevices) return null;
  return (
    <div class="camera">
      {on && <Looking onCode={onCode} onFault={() => { turn(false); setFault(true); }} />}
      {fault && <p role="alert">{t("cameraNot")}</p>}
      <button type="button" class="button second" aria-pressed={on} onClick={() => { setFault(false); turn(!on); }}>{t(on ? "cameraStop" : "camera")}</button>
    </div>
  );
}

/** Looks for as long as it stands; what the camera sees is kept nowhere. */
function Looking({ onCode, onFault }: { onCode(code: string): void; onFault(): void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const detector = new (detectors()!)({ formats: ["qr_code"] });
    let stream: MediaStream | undefined;
    let over = false;
    const look = async (): Promise<void> => {
      const found = await detector.detect(video.current!).catch(() => []);
      if (over) return;
      const code = found.map(({ rawValue }) => accepted(rawValue)).find((one) => one.length === LENGTH);
      if (code) return onCode(code);
      setTimeout(() => void look(), LOOKS_EVERY_MS);
    };
    navigator.mediaDevices.getUserMedia({ video: true }).then(async (seen) => {
      stream = seen;
      if (over) return seen.getTracks().forEach((track) => track.stop());
      video.current!.srcObject = seen;
      await video.current!.play();
      await look();
    }).catch(() => over || onFault());
    return () => {
      over = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return <video ref={video} muted playsInline />;
}
