/** The rotating lobby code: six digits, a bar that runs down, and a QR code that carries them. */

import { renderSVG } from "uqr";
import type { Catalogue, LobbyCode } from "../../src/agent";

const MINUTE = 60_000;

/** When this code gives way to the next: as told, else at the end of its minute. */
export function endOf(code: LobbyCode): number {
  return code.until ? Date.parse(code.until) : (Math.floor(Date.parse(code.at) / MINUTE) + 1) * MINUTE;
}

/** Which part of the code's minute is left, 0 to 1; null when it is over and the next, too, would be refused. */
export function leftOf(code: LobbyCode, now: number): number | null {
  const left = endOf(code) - now;
  return left < -MINUTE ? null : Math.max(0, Math.min(1, left / MINUTE));
}

/** Shows the code while it holds, and nothing where no agent hands one over. */
export function showCode(code: LobbyCode | null, catalogue: Catalogue | null, now: number): void {
  const left = code && leftOf(code, now);
  const lobby = document.getElementById("lobby")!;
  lobby.hidden = left === null;
  if (!code || left === null) return;
  document.getElementById("countdown")!.style.transform = `scaleX(${left})`;
  if (lobby.dataset.code === code.code) return;
  lobby.dataset.code = code.code;
  document.getElementById("digits")!.textContent = `${code.code.slice(0, 3)} ${code.code.slice(3)}`;
  document.getElementById("qr")!.innerHTML = renderSVG(checkInUrl(code, catalogue), { border: 0 });
}

/** The code rides in the fragment, which no server logs. */
export function checkInUrl(code: LobbyCode, catalogue: Catalogue | null): string {
  return `${(catalogue?.site ?? location.origin).replace(/\/$/, "")}/#/lobby/${code.code}`;
}
