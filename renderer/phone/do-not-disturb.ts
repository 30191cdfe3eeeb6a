/** Do not disturb: of single lines and of all, each with its end by the clock. */
import type { DoNotDisturb } from './phone-api';
import type { ClockPort } from './ports';

/**
 * Timers do not run while the computer sleeps, and the clock may be set: the end is looked at again so often, ms, and
 * with everything else that happens.
 */
const lookEveryMs = 30_000;

export class QuietTimes {
  readonly #clock: ClockPort;
  readonly #touch: () => void;
  /** By account id; `null` is for all lines. */
  readonly #times = new Map<string | null, DoNotDisturb>();
  #cancel: (() => void) | null = null;

  constructor(clock: ClockPort, touch: () => void) {
    this.#clock = clock;
    this.#touch = touch;
  }

  /** This line's own, or with null that of all; what has ended is not there any more. */
  of(line: string | null): DoNotDisturb | null {
    return this.#times.get(line) ?? null;
  }

  /** Whether nobody gets through on this line. */
  applies(line: string): boolean {
    this.settle();
    return this.#times.has(line) || this.#times.has(null);
  }

  set(line: string | null, on: DoNotDisturb | null): void {
    if (on) this.#times.set(line, { until: on.until });
    else if (!this.#times.delete(line)) return;
    this.#touch();
    this.#stopLooking();
    this.settle();
  }

  /** Ends what is over. */
  settle(): void {
    const now = this.#clock.now();
    let next = Infinity;
    for (const [line, { until }] of this.#times) {
      if (until === null) continue;
      if (until > now) {
        next = Math.min(next, until - now);
        continue;
      }
      this.#times.delete(line);
      this.#touch();
    }
    if (next === Infinity) this.#stopLooking();
    else this.#cancel ??= this.#clock.after(Math.min(next, lookEveryMs), () => this.#look());
  }

  close(): void {
    this.#times.clear();
    this.#stopLooking();
  }

  #look(): void {
    this.#cancel = null;
    this.settle();
  }

  #stopLooking(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
