/** Lets SUBSCRIBEs go one by one, so that two hundred monitored people make no storm. */
import type { ClockPort } from './ports';

export class WatchQueue {
  readonly #clock: ClockPort;
  readonly #gapMs: number;
  /** Whose turn comes, in this order. */
  readonly #waiting = new Map<string, () => void>();
  #cancel: (() => void) | null = null;

  constructor(clock: ClockPort, gapMs: number) {
    this.#clock = clock;
    this.#gapMs = gapMs;
  }

  /** `go` is called when its turn has come, never at once. */
  add(id: string, go: () => void): void {
    this.#waiting.set(id, go);
    this.#next();
  }

  remove(id: string): void {
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.close();
  }

  close(): void {
    this.#waiting.clear();
    this.#cancel?.();
    this.#cancel = null;
  }

  #next(): void {
    if (this.#waiting.size === 0) return;
    this.#cancel ??= this.#clock.after(this.#gapMs, () => {
      this.#cancel = null;
      const [first] = this.#waiting;
      if (!first) return;
      const [id, go] = first;
      this.#waiting.delete(id);
      this.#next();
      go();
    });
  }
}
