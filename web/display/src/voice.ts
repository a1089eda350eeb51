/** The lobby's voice: one announcement after another, never two at once. */

import { sleep } from "../../src/delay";
import { later, type Mark } from "./calls";

export interface Announcement {
  mark: Mark;
  clips: string[];
}

/** What makes sound: resolves true when all was heard, false when there was no permission or no clip. */
export type Speaker = (clips: string[], onBegin: () => void) => Promise<boolean>;

/** Told when an announcement's turn comes, and when it begins to sound. */
export interface Listener {
  onTurn(mark: Mark): void;
  onSpoken(mark: Mark): void;
  /** Told when nothing is left to say. */
  onIdle?(): void;
}

/** Speaks announcements one at a time, in the order given; one without sound is shown as long. */
export class Voice {
  private queue: Announcement[] = [];
  private busy = false;

  /** The last announcement given to the voice, so that a repeated board adds none twice. */
  taken: Mark | null = null;

  constructor(
    private readonly speaker: Speaker,
    private readonly listener: Listener,
    private readonly pause = { between: 500, silent: 5000 },
  ) {}

  say(announcement: Announcement): void {
    this.taken = later(this.taken, announcement.mark);
    this.queue.push(announcement);
    if (!this.busy) void this.speakAll();
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
