/** The office's own videos and pictures, one after another; what cannot be shown is passed over, and there is always one. */

import type { Item } from "./settings";

const OWN = "./film/lobby.webm";
const PICTURE_S = 12;
const STUCK_MS = 20_000;
const DUCKED = 0.2;
const isPicture = (file: string) => /\.(jpe?g|png|webp)$/.test(file);

/** The next place in a list of so many; after the last the first. */
export const after = (place: number, length: number): number => (length === 0 ? 0 : (place + 1) % length);

export class Film {
  private items: Item[] = [];
  private place = -1;
  private timer = 0;
  private faults = 0;
  private volume = 1;
  private ducked = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly picture: HTMLImageElement,
    private readonly own: string = video.getAttribute("src") ?? OWN,
  ) {
    video.onended = () => this.next();
    video.onerror = picture.onerror = () => this.failed();
    video.ontimeupdate = () => this.watch();
  }

  /** Takes the list for today; the same again changes nothing. */
  play(items: Item[]): void {
    if (JSON.stringify(items) === JSON.stringify(this.items)) return;
    this.items = items;
    this.place = -1;
    this.faults = 0;
    this.next();
  }

  /** Lower while a number is called, so that the call is heard. */
  duck(ducked: boolean): void {
    this.ducked = ducked;
    this.sound();
  }

  loud(percent: number): void {
    this.volume = percent / 100;
    this.sound();
  }

  private next(): void {
    clearTimeout(this.timer);
    this.place = after(this.place, this.items.length);
    const item = this.items[this.place];
    // The office's list is empty, or nothing of it can be shown: the film that came with the page.
    if (!item || this.faults >= this.items.length) {
      // After it the list is tried again.
      this.faults = 0;
      return this.show(this.own, false, !item);
    }
    if (isPicture(item.file)) return this.still(item);
    this.show(`/media/${item.file}`, item.sound ?? false, false);
  }

  private still(item: Item): void {
    this.video.pause();
    this.video.hidden = true;
    this.picture.hidden = false;
    this.picture.src = `/media/${item.file}`;
    this.timer = window.setTimeout(() => this.next(), (item.seconds ?? PICTURE_S) * 1000);
    this.picture.onload = () => (this.faults = 0);
  }

  private show(source: string, sounds: boolean, forever: boolean): void {
    const { video } = this;
    this.picture.hidden = true;
    video.hidden = false;
    video.loop = forever;
    video.muted = !sounds;
    if (video.getAttribute("src") !== source) video.src = source;
    else video.currentTime = 0;
    this.sound();
    // Without permission to sound it plays in silence.
    void video.play().catch(() => { video.muted = true; return video.play().catch(() => undefined); });
    if (!forever) this.watch();
  }

  /** A video that stands still for long makes room for the next. */
  private watch(): void {
    // A paused video tells its time once more, when a picture stands already.
    if (!this.picture.hidden || this.video.loop) return;
    clearTimeout(this.timer);
    if (this.video.currentTime > 0) this.faults = 0;
    this.timer = window.setTimeout(() => this.next(), STUCK_MS);
  }

  private failed(): void {
    if (this.picture.hidden && this.video.getAttribute("src") === this.own) return;
    this.faults += 1;
    this.next();
  }

  private sound(): void {
    this.video.volume = this.ducked ? this.volume * DUCKED : this.volume;
  }
}
