import { createSubscriber } from 'svelte/reactivity';
import { loudness } from './levels.svelte';
import type { Levels } from './sound';

/** How often one listens into the hold, in ms, and how many looks count. */
const interval = 500;
const looks = 6;
/** About −45 dB: above what an idle line hisses. */
const audible = 0.2;

/** Whether something is played while the other side holds us: music or an announcement; looked at only while it is shown. */
export class HoldMusic {
  #heard: readonly boolean[] = [];
  readonly #watch: () => void;

  constructor(private readonly read: () => Levels | null) {
    this.#watch = createSubscriber((update) => {
      const timer = setInterval(() => {
        this.sample();
        update();
      }, interval);
      return () => {
        clearInterval(timer);
      };
    });
  }

  sample(): void {
    this.#heard = [loudness(this.read()?.them ?? 0) > audible, ...this.#heard].slice(0, looks);
  }

  /** Heard in at least half of the last 3 s: music has pauses, a click is no music. */
  get plays(): boolean {
    this.#watch();
    return this.#heard.filter(Boolean).length >= looks / 2;
  }
}
