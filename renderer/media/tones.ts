/** The phone's own sounds as numbers: frequencies in Hz, times in s. Pure; `ringer.ts` plays them. */
import type { Sound } from '../phone/ports';

interface Segment {
  /** Sounded together; none is silence. */
  frequencies: readonly number[];
  seconds: number;
}

export interface Tone {
  segments: readonly Segment[];
  loop: boolean;
  /** Peak, 0 to 1, before the volume of the device. */
  level: number;
}

const tone = (seconds: number, ...frequencies: number[]): Segment => ({ frequencies, seconds });
const silence = (seconds: number): Segment => ({ frequencies: [], seconds });

/** European call progress tones (ETSI TR 101 041-2): 425 Hz. */
const progress = 425;

/** A warble of two notes, ten times a second: found by ear through a headset on the desk, and kind to it. */
const warble = Array.from({ length: 5 }, () => [tone(0.1, 784, 1568), tone(0.1, 988, 1976)]).flat();

/** Calmer, for colleagues: one chord that is struck twice. */
const chord = [tone(0.35, 523, 659), silence(0.1), tone(0.55, 523, 659)];

/** Rising, and soon again: this one should not wait. */
const alarm = [784, 988, 1175, 1568].flatMap((hertz) => [tone(0.09, hertz), silence(0.02)]);

export const sounds: Readonly<Record<Sound, Tone>> = {
  ring: { segments: [...warble, silence(0.25), ...warble, silence(2.75)], loop: true, level: 0.6 },
  'ring-internal': { segments: [...chord, silence(3)], loop: true, level: 0.5 },
  'ring-priority': { segments: [...alarm, silence(0.1), ...alarm, silence(0.9)], loop: true, level: 0.6 },
  // Heard beside a voice, in the headset: noticed, not startling.
  'call-waiting': {
    segments: [tone(0.15, progress), silence(0.15), tone(0.15, progress), silence(4.55)],
    loop: true,
    level: 0.08,
  },
  ringback: { segments: [tone(1, progress), silence(4)], loop: true, level: 0.2 },
  busy: {
    segments: Array.from({ length: 4 }, () => [tone(0.5, progress), silence(0.5)]).flat(),
    loop: false,
    level: 0.2,
  },
  'auto-answer': { segments: [tone(0.12, 660), silence(0.05), tone(0.18, 880)], loop: false, level: 0.25 },
  ended: { segments: [tone(0.12, 480), silence(0.05), tone(0.18, 360)], loop: false, level: 0.2 },
};

/** What the settings page plays to find the right loudspeaker. */
export const testSound: Tone = {
  segments: [tone(0.25, 523), tone(0.25, 659), tone(0.4, 784)],
  loop: false,
  level: 0.4,
};

const rows = [697, 770, 852, 941] as const;
const columns = [1209, 1336, 1477, 1633] as const;
const keys = ['123A', '456B', '789C', '*0#D'] as const;

/** The two frequencies of a key (ITU-T Q.23), or null for what is no key. */
export function keyFrequencies(key: string): { low: number; high: number } | null {
  if (key.length !== 1) return null;
  const row = keys.findIndex((line) => line.includes(key.toUpperCase()));
  const low = rows[row];
  const high = columns[keys[row]?.indexOf(key.toUpperCase()) ?? -1];
  return low === undefined || high === undefined ? null : { low, high };
}

/** The keypad's tone for the user's own ear, or null for what is no key. */
export function keyTone(key: string): Tone | null {
  const found = keyFrequencies(key);
  return found && { segments: [tone(0.12, found.low, found.high)], loop: false, level: 0.15 };
}

/** s, at both ends of a segment: without it every tone begins and ends with a click. */
export const ramp = 0.004;

export const durationOf = (sound: Tone): number => sound.segments.reduce((sum, { seconds }) => sum + seconds, 0);

/** One round of the sound as samples between -1 and 1. */
export function render(sound: Tone, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(durationOf(sound) * sampleRate));
  let start = 0;
  for (const { frequencies, seconds } of sound.segments) {
    const length = Math.min(Math.round(seconds * sampleRate), samples.length - start);
    for (let index = 0; index < length && frequencies.length > 0; index += 1) {
      const edge = Math.min(1, Math.min(index, length - 1 - index) / (ramp * sampleRate));
      const sum = frequencies.reduce((total, hertz) => total + Math.sin((2 * Math.PI * hertz * index) / sampleRate), 0);
      samples[start + index] = (sound.level * edge * sum) / frequencies.length;
    }
    start += length;
  }
  return samples;
}
