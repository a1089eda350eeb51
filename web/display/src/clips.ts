/** Sound: recorded clips scheduled on the audio clock, so that words follow each other exactly. */

import type { Speaker } from "./voice";

const BETWEEN_WORDS_S = 0.06;
const AGAIN_MS = 30_000;
const OWN = "/media/voice";

/** What `python -m infra.voice` writes beside its clips. */
interface Manifest {
  clips: { id: string; file: string }[];
}

/** A speaker over Web Audio; clips are loaded ahead, a missing one is a short tone, never silence. */
export class ClipSpeaker {
  private context = new AudioContext();
  private clips = new Map<string, AudioBuffer>();
  private packs = new Set<string>();
  private volume = this.context.createGain();

  /** `base` is the folder of the packs; Indonesian clips have plain ids, those of another pack its name before. */
  constructor(private readonly base: string) {
    this.volume.connect(this.context.destination);
  }

  /** Loads every clip of a pack's manifest once, again later when there is none; a clip that fails becomes the tone. */
  async load(pack = "id"): Promise<void> {
    if (this.packs.has(pack)) return;
    this.packs.add(pack);
    const base = `${this.base}/${pack}`;
    const manifest: Manifest | null = await fetch(`${base}/manifest.json`).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    if (!Array.isArray(manifest?.clips)) return void setTimeout(() => { this.packs.delete(pack); void this.load(pack); }, AGAIN_MS);
    const prefix = pack === "id" ? "" : `${pack}/`;
    await Promise.all(manifest.clips.map(({ id, file }) => this.loadClip(prefix + id, `${base}/${file}`)));
    await this.loadOwn(pack, prefix);
  }

  /** The office's own recordings, clip by clip in the place of the built ones. */
  private async loadOwn(pack: string, prefix: string): Promise<void> {
    const base = `${OWN}/${pack}`;
    const own: Manifest | null = await fetch(`${base}/manifest.json`).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    if (Array.isArray(own?.clips)) await Promise.all(own.clips.map(({ id, file }) => this.loadClip(prefix + id, `${base}/${file}`)));
  }

  loud(percent: number): void {
    this.volume.gain.value = percent / 100;
  }

  get allowed(): boolean {
    return this.context.state === "running";
  }

  /** Asks again for the permission to sound, which browsers give after a touch or by a kiosk flag. */
  async wake(): Promise<boolean> {
    const tooLong = new Promise<void>((done) => setTimeout(done, 300));
    if (!this.allowed) await Promise.race([this.context.resume().catch(() => undefined), tooLong]);
    return this.allowed;
  }

  speak: Speaker = async (ids, onBegin) => {
    if (!(await this.wake())) return false;
    let at = this.context.currentTime + 0.05;
    if (this.clips.size === 0) {
      this.tone(at);
      return false;
    }
    for (const id of ids) at += this.sound(id, at) + BETWEEN_WORDS_S;
    onBegin();
    await this.until(at);
    return true;
  };

  /** Waits on the audio clock, so that a suspended tab does not run announcements into each other. */
  private until(at: number): Promise<void> {
    const silence = this.context.createBufferSource();
    silence.buffer = this.context.createBuffer(1, 1, this.context.sampleRate);
    silence.connect(this.context.destination);
    silence.start(at);
    return new Promise((done) => (silence.onended = () => done()));
  }

  private sound(id: string, at: number): number {
    const clip = this.clips.get(id);
    // A second language that is not there is left out; a word of the first one is a tone, never silence.
    if (!clip) return id.includes("/") ? 0 : this.tone(at);
    const source = this.context.createBufferSource();
    source.buffer = clip;
    source.connect(this.volume);
    source.start(at);
    return clip.duration;
  }

  private tone(at: number): number {
    const tone = this.context.createOscillator();
    const volume = this.context.createGain();
    volume.gain.value = 0.1;
    tone.connect(volume).connect(this.volume);
    tone.start(at);
    tone.stop(at + 0.2);
    return 0.2;
  }

  private async loadClip(id: string, file: string): Promise<void> {
    const answer = await fetch(file).catch(() => null);
    if (!answer?.ok) return;
    const clip = await this.context.decodeAudioData(await answer.arrayBuffer()).catch(() => null);
    if (clip) this.clips.set(id, clip);
  }
}
