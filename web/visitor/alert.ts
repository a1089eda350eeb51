/** Tells a visitor who looks away that the call came: sound, vibration, the tab's title. */

import { useEffect } from "preact/hooks";
import type { Ticket } from "../src/types";
import { t } from "./words";

let sound: AudioContext | undefined;

/** A browser plays sound only after a tap, so this is called in one; it plays the chime once, softly. */
export function allowSound(): void {
  sound ??= new AudioContext();
  void sound.resume();
  chime(0.15);
}

/** Two falling notes, as in a lobby. */
export function chime(volume = 0.5): void {
  if (sound?.state !== "running" && sound?.state !== "suspended") return;
  [[783.99, 0], [587.33, 0.45]].forEach(([pitch, after]) => note(sound!, pitch!, after!, volume));
}

function note(context: AudioContext, pitch: number, after: number, volume: number): void {
  const at = context.currentTime + after;
  const tone = new OscillatorNode(context, { frequency: pitch });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(volume, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 1.1);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 1.2);
}

/** Rings once for each call of this ticket, also for a recall. */
export function useCallAlert(ticket?: Ticket): void {
  const call = ticket?.state === "called" ? `${ticket.code}/${ticket.call ?? ticket.counter}` : undefined;
  useEffect(() => {
    if (!call || !ticket) return;
    const before = document.title;
    document.title = t("titleCalled", ticket.number, ticket.counter ?? "");
    if (sessionStorage.getItem("antrean:rung") !== call) {
      sessionStorage.setItem("antrean:rung", call);
      if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.([400, 200, 400, 200, 800]);
      chime();
      scrollTo(0, 0);
    }
    return () => void (document.title = before);
  }, [call]);
}

/** Keeps the screen on while someone waits for the ring; a phone that sleeps rings for nobody. */
export function useAwake(on: boolean): void {
  useEffect(() => {
    if (!on || !navigator.wakeLock) return;
    let lock: WakeLockSentinel | undefined;
    const hold = () => void (document.visibilityState === "visible" &&
      navigator.wakeLock.request("screen").then((held) => (lock = held), () => undefined));
    hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, [on]);
}
