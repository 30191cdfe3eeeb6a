import { createSubscriber } from 'svelte/reactivity';

/** The time, once a second, only while something on screen shows it. */
export class Now {
  readonly #watch: () => void;

  constructor(private readonly read: () => number = Date.now) {
    this.#watch = createSubscriber((update) => {
      const timer = setInterval(update, 1000);
      return () => {
        clearInterval(timer);
      };
    });
  }

  /** ms since the epoch */
  get ms(): number {
    this.#watch();
    return this.read();
  }
}
