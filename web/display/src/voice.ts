/** The lobby's voice: one announcement after another, never two at once. */

import { sleep } from "../../src/delay";
import { later, type Mark } from "./calls";

export interface Announcement<Of extends Mark = Mark> {
  mark: Of;
  clips: string[];
}

/** What makes sound: resolves true when all was heard, false when there was no permission or no clip. */
export type Speaker = (clips: string[], onBegin: () => void) => Promise<boolean>;

/** Told when an announcement's turn comes, and when it begins to sound. */
export interface Listener<Of extends Mark = Mark> {
  onTurn(mark: Of): void;
  onSpoken(mark: Of): void;
  /** Told when nothing is left to say. */
  onIdle?(): void;
}

/** Speaks announcements one at a time, in the order given; one without sound is shown as long. */
export class Voice<Of extends Mark = Mark> {
  private queue: Announcement<Of>[] = [];
  private busy = false;

  /** The last announcement given to the voice, so that a repeated board adds none twice. */
  taken: Mark | null = null;

  constructor(
    private readonly speaker: Speaker,
    private readonly listener: Listener<Of>,
    private readonly pause = { between: 500, silent: 5000 },
  ) {}

  say(announcement: Announcement<Of>): void {
    this.taken = later(this.taken, announcement.mark);
    this.queue.push(announcement);
    if (!this.busy) void this.speakAll();
  }

  /** Forgets those that wait for their turn and are no longer wanted. */
  keep(wanted: (mark: Of) => boolean): void {
    this.queue = this.queue.filter(({ mark }) => wanted(mark));
  }

  private async speakAll(): Promise<void> {
    this.busy = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const { mark, clips } = next;
      this.listener.onTurn(mark);
      const heard = await this.speaker(clips, () => this.listener.onSpoken(mark)).catch(() => false);
      await sleep(heard ? this.pause.between : this.pause.silent);
    }
    this.busy = false;
    this.listener.onIdle?.();
  }
}
