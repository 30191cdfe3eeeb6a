import type { ClockPort } from '../ports';

interface Timer {
  due: number;
  order: number;
  run: () => void;
}

/** A clock that moves only when told. Timers follow elapsed time, `now()` can be set apart from it: `jump`. */
export class FakeClock implements ClockPort {
  /** What `random()` gives, in turn and from the beginning again. */
  randoms: readonly number[] = [0.5];
  #elapsed = 0;
  #wall: number;
  #drawn = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 0, 5, 9)) {
    this.#wall = now;
  }

  now(): number {
    return this.#wall;
  }

  random(): number {
    const value = this.randoms[this.#drawn % this.randoms.length] ?? 0.5;
    this.#drawn += 1;
    return value;
  }

  after(ms: number, run: () => void): () => void {
    if (!Number.isFinite(ms) || ms < 0) throw new Error(`a timer of ${String(ms)} ms`);
    this.#order += 1;
    const timer = { due: this.#elapsed + ms, order: this.#order, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** ms until the next timer; null without one. */
  get next(): number | null {
    const timer = this.#first();
    return timer ? timer.due - this.#elapsed : null;
  }

  /** Lets `ms` pass and runs what becomes due, in order. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (let timer = this.#first(); timer && timer.due <= end; timer = this.#first()) {
      this.#pass(timer.due - this.#elapsed);
      this.#timers.delete(timer);
      timer.run();
    }
    this.#pass(end - this.#elapsed);
  }

  /** Sets the wall clock forward or back by `ms`; no timer notices: the computer slept, or the time was corrected. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  #pass(ms: number): void {
    this.#elapsed += ms;
    this.#wall += ms;
  }

  #first(): Timer | undefined {
    return [...this.#timers].sort((a, b) => a.due - b.due || a.order - b.order)[0];
  }
}
