import type { CallSignal, Progress } from '../phone/call';

/** What the answers to one INVITE before the final one come to, over all branches that a proxy made of it. */
export class ProgressBook {
  /** Descriptions of early media that were applied, by the tag of the branch. */
  private readonly early = new Map<string, string>();
  private playing: string | null = null;

  /** An answer without a description; null: it changes nothing. */
  heard(status: number, tag: string): CallSignal | null {
    // RFC 6228: the branch is over; its sound, if it was the one to be heard, with it.
    if (status === 199) {
      this.early.delete(tag);
      if (this.playing === null || this.playing !== tag) return null;
      this.playing = null;
      return { kind: 'early-media-ended' };
    }
    const progress = PROGRESS[status];
    // What one branch plays says more than that another rings.
    return progress === undefined || this.playing !== null ? null : { kind: 'ringing', progress };
  }

  /** Whether this description is new. */
  isNew(tag: string, sdp: string): boolean {
    if (this.early.get(tag) === sdp) return false;
    this.early.set(tag, sdp);
    return true;
  }

  /** Its sound is to be heard now. The first branch's goes on where a second one sends too. */
  plays(tag: string): void {
    this.playing ??= tag;
  }
}

const PROGRESS: Readonly<Record<number, Progress>> = {
  180: 'ringing',
  181: 'forwarded',
  182: 'queued',
  183: 'progress',
};
