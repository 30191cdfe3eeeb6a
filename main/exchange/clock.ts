/** Time as the exchange sees it, so that a test can let 30 s pass at once. Media keeps real time. */
export interface Clock {
  /** ms since the epoch */
  now(): number;
  /** Returns a function that cancels. */
  after(ms: number, run: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Hands out timers of another clock and can cancel all that are left: nothing fires after `close()`. */
export class ScopedClock implements Clock {
  private readonly pending = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now();
  }

  after(ms: number, run: () => void): () => void {
    const cancel = this.clock.after(ms, () => {
      this.pending.delete(forget);
      run();
    });
    const forget = () => {
      this.pending.delete(forget);
      cancel();
    };
    this.pending.add(forget);
    return forget;
  }

  cancelAll(): void {
    for (const cancel of [...this.pending]) cancel();
  }
}

/** A clock that moves only when told to, for tests. */
export class ManualClock implements Clock {
  private time = Date.now();
  private timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Runs what falls due, in order, and what that sets up in turn. */
  advance(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const due = this.timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
    }
    this.time = until;
  }
}
