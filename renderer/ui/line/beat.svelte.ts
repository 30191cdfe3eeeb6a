import { createSubscriber } from 'svelte/reactivity';

/** One ringing pulse lasts 1.6 s. */
const pulse = 1600;

/** Where a ringing pulse stands, 0 to 1; moves only while it is drawn, and not for people who want less motion. */
export class Beat {
  readonly #watch: (() => void) | null;
  readonly #start = performance.now();

  constructor(still: boolean) {
    this.#watch = still
      ? null
      : createSubscriber((update) => {
          const timer = setInterval(update, 50);
          return () => {
            clearInterval(timer);
          };
        });
  }

  get phase(): number {
    if (!this.#watch) return 0.12;
    this.#watch();
    return ((performance.now() - this.#start) % pulse) / pulse;
  }
}

export const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
