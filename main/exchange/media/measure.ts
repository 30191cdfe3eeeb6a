const SAMPLE_RATE = 8000;
/** 400 ms: a resolution of 2.5 Hz. */
const WINDOW = 3200;
const LOWEST = 200;
const HIGHEST = 3600;
/** The search: roughly in the first quarter of the window (10 Hz wide there), then finely in all of it. */
const COARSE_STEP = 6;
const FINE_STEP = 1;
const COARSE_WINDOW = WINDOW / 4;

export interface ToneMeasurement {
  /** Hz of the strongest component. */
  frequency: number;
  /** dBFS of the whole signal (root mean square; a full-scale square wave is 0). */
  level: number;
  /** How much of the energy that component has, 0 to 1: near 1 for a clean tone. */
  purity: number;
}

/** Keeps the last 400 ms of a signal and tells its level and its strongest tone. */
export class ToneMeter {
  private readonly ring = new Float64Array(WINDOW);
  private written = 0;

  push(sample: number): void {
    this.ring[this.written % WINDOW] = sample / 32_768;
    this.written += 1;
  }

  /** null before there was a whole window, or when there is nothing but silence. */
  measure(): ToneMeasurement | null {
    if (this.written < WINDOW) return null;
    const start = this.written % WINDOW;
    const samples = Float64Array.from({ length: WINDOW }, (_, i) => this.ring[(start + i) % WINDOW] ?? 0);
    const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
    if (energy === 0) return null;
    const near = strongest(samples.subarray(0, COARSE_WINDOW), LOWEST, HIGHEST, COARSE_STEP).frequency;
    const best = strongest(samples, near - 2 * COARSE_STEP, near + 2 * COARSE_STEP, FINE_STEP);
    return { frequency: best.frequency, level: 10 * Math.log10(energy), purity: Math.min(1, best.power / energy) };
  }
}

function strongest(
  samples: Float64Array,
  from: number,
  to: number,
  step: number,
): { frequency: number; power: number } {
  let best = { frequency: from, power: 0 };
  for (let frequency = from; frequency <= to; frequency += step) {
    const power = goertzel(samples, frequency);
    if (power > best.power) best = { frequency, power };
  }
  return best;
}

/** Power of one frequency in the signal (Goertzel), on the scale of the mean square. */
export function goertzel(samples: Float64Array, frequency: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / SAMPLE_RATE);
  let previous = 0;
  let beforeThat = 0;
  for (const sample of samples) {
    const value = sample + coefficient * previous - beforeThat;
    beforeThat = previous;
    previous = value;
  }
  const magnitude = previous ** 2 + beforeThat ** 2 - coefficient * previous * beforeThat;
  return (2 * magnitude) / samples.length ** 2;
}
