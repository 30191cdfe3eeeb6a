import { createSubscriber } from 'svelte/reactivity';
import type { Levels } from './sound';

/** Samples kept: one second at 20 Hz, the time a sound takes from a person to the middle of the line. */
export const trailLength = 20;

/** How often levels are read: 20 Hz, or 2 Hz for people who want less motion. */
const interval = { full: 50, reduced: 500 } as const;

/** The last second of what both sides said, newest first; read only while something draws it. */
export class LevelTrail {
  readonly you: number[] = new Array<number>(trailLength).fill(0);
  readonly them: number[] = new Array<number>(trailLength).fill(0);
  readonly #watch: () => void;

  constructor(
    private readonly read: () => Levels | null,
    readonly reduced: boolean,
  ) {
    this.#watch = createSubscriber((update) => {
      const timer = setInterval(
        () => {
          this.sample();
          update();
        },
        reduced ? interval.reduced : interval.full,
      );
      return () => {
        clearInterval(timer);
      };
    });
  }

  /** Makes the reader run again after each sample. */
  watch(): this {
    this.#watch();
    return this;
  }

  sample(): void {
    const levels = this.read() ?? { you: 0, them: 0 };
    if (this.reduced) {
      // No travel: the whole side rises and falls.
      this.you.fill(loudness(levels.you));
      this.them.fill(loudness(levels.them));
      return;
    }
    this.you.unshift(loudness(levels.you));
    this.you.pop();
    this.them.unshift(loudness(levels.them));
    this.them.pop();
  }
}

/** From a linear level to how loud it looks: −54 dB is nothing, −9 dB is full. */
export function loudness(level: number): number {
  if (!(level > 0.002)) return 0;
  const decibels = 20 * Math.log10(level);
  return Math.min(1, Math.max(0, (decibels + 54) / 45));
}

/** The word beside a microphone's meter, judged by the loudest of the last seconds. */
export function levelWord(peak: number): 'silent' | 'low' | 'good' | 'loud' {
  if (peak < 0.02) return 'silent';
  if (peak < 0.35) return 'low';
  return peak > 0.97 ? 'loud' : 'good';
}
