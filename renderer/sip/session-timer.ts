/** Session timers (RFC 4028): a call whose other side has vanished ends, and does not hang for hours. */

/** What we ask for, in seconds (section 4). */
export const SESSION_EXPIRES = 1800;
/** The shortest interval that we go along with, in seconds (section 5). */
export const MIN_SE = 90;

export interface SessionExpires {
  /** Seconds. */
  interval: number;
  refresher: 'uac' | 'uas' | undefined;
}

export function parseSessionExpires(value: string | undefined): SessionExpires | undefined {
  const [, digits, rest = ''] = /^\s*(\d{1,9})\s*(;.*)?$/s.exec(value ?? '') ?? [];
  if (digits === undefined) return undefined;
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(rest)?.[1]?.toLowerCase();
  return { interval: Number(digits), refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined };
}

/** What a 2xx of ours to their INVITE or UPDATE says (section 9, table 2); undefined: no timer in this session. */
export function agree(asked: SessionExpires | undefined, theyCanRefresh: boolean): SessionExpires | undefined {
  if (asked === undefined) return undefined;
  return { interval: asked.interval, refresher: theyCanRefresh ? (asked.refresher ?? 'uac') : 'uas' };
}

export function sessionExpiresHeaders(agreed: SessionExpires | undefined): string[] {
  if (agreed === undefined) return [];
  const header = `Session-Expires: ${agreed.interval};refresher=${agreed.refresher ?? 'uas'}`;
  return agreed.refresher === 'uac' ? [header, 'Require: timer'] : [header];
}

/** Runs the two deadlines of one session: half of the interval to refresh, just before its end to give up (section 10). */
export class SessionTimer {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private weRefresh = false;
  private interval = 0;

  constructor(
    private readonly refresh: () => void,
    private readonly expired: () => void,
  ) {}

  /** After each 2xx to an INVITE or UPDATE; `we`: our part in that transaction. */
  agreed(session: SessionExpires | undefined, we: 'uac' | 'uas'): void {
    this.stop();
    if (session === undefined) return;
    this.interval = session.interval;
    this.weRefresh = (session.refresher ?? 'uac') === we;
    if (this.weRefresh) this.after(this.interval / 2, this.onHalf);
    else this.after(this.interval - Math.min(32, this.interval / 3), this.expired);
  }

  /** What the next refresh of ours says: the same interval, the same part. */
  header(): string[] {
    if (this.interval === 0) return [];
    return [`Session-Expires: ${this.interval};refresher=${this.weRefresh ? 'uac' : 'uas'}`, `Min-SE: ${MIN_SE}`];
  }

  /** A longer interval was demanded (422). */
  lengthen(minimum: number): void {
    this.interval = Math.max(this.interval, minimum);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private readonly onHalf = () => {
    this.after(this.interval / 2 - Math.min(32, this.interval / 6), this.expired);
    this.refresh();
  };

  private after(secondsFromNow: number, run: () => void): void {
    clearTimeout(this.timer);
    // A timer of more than 24.8 days would run at once.
    this.timer = setTimeout(run, Math.min(secondsFromNow * 1000, 2 ** 31 - 1));
  }
}
