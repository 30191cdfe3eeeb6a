/** What the exchange can play. Each is a list of pieces; a piece without frequencies is silence. */
export interface Piece {
  /** Hz, all at once. */
  frequencies: readonly number[];
  /** A multiple of 20, the length of a packet. */
  ms: number;
  /** dBFS of the whole, as root mean square where a full-scale square wave is 0. */
  level?: number;
}

export interface Tone {
  pieces: readonly Piece[];
  /** Start again after the last piece. */
  repeat: boolean;
}

const DTMF_LOW = [697, 770, 852, 941] as const;
const DTMF_HIGH = [1209, 1336, 1477, 1633] as const;
const DTMF_KEYS = ['123A', '456B', '789C', '*0#D'] as const;
const DEFAULT_LEVEL = -15;
const SAMPLE_RATE = 8000;

/** Order of the codes of RFC 4733, section 3.2. */
export const DTMF_DIGITS = '0123456789*#ABCD';

const pause = (ms: number): Piece => ({ frequencies: [], ms });
const steady = (frequency: number): Tone => ({ pieces: [{ frequencies: [frequency], ms: 1000 }], repeat: true });

/** 1004 Hz, as the "milliwatt" lines of telephone companies send it. */
export const testTone = steady(1004);
export const ringTone: Tone = { pieces: [{ frequencies: [425], ms: 1000 }, pause(4000)], repeat: true };
export const holdMusic: Tone = {
  pieces: [
    { frequencies: [440], ms: 800, level: -21 },
    { frequencies: [554], ms: 800, level: -21 },
  ],
  repeat: true,
};
export const acceptedTone: Tone = { pieces: [{ frequencies: [880], ms: 300 }, pause(100)], repeat: false };
export const greetingTone: Tone = {
  pieces: [
    { frequencies: [523], ms: 240 },
    { frequencies: [659], ms: 240 },
    { frequencies: [784], ms: 480 },
  ],
  repeat: false,
};

export function dtmfTones(digits: string): Tone {
  return {
    pieces: [...digits].flatMap((digit) => [{ frequencies: dtmfPair(digit), ms: 200 }, pause(100)]),
    repeat: false,
  };
}

/** The two frequencies of a key; none for what is no key. */
export function dtmfPair(digit: string): readonly number[] {
  const row = DTMF_KEYS.findIndex((keys) => keys.includes(digit.toUpperCase()));
  const low = DTMF_LOW[row];
  const high = DTMF_HIGH[DTMF_KEYS[row]?.indexOf(digit.toUpperCase()) ?? -1];
  return low && high ? [low, high] : [];
}

/** Reads a tone sample by sample. */
export class ToneReader {
  private piece = 0;
  private sample = 0;

  constructor(private readonly tone: Tone) {}

  /** The next samples, 16 bit; null at the end. */
  read(count: number): Int16Array | null {
    const samples = new Int16Array(count);
    for (let i = 0; i < count; i += 1) {
      const piece = this.current();
      if (!piece) return i === 0 ? null : samples;
      samples[i] = sampleOf(piece, this.sample);
      this.sample += 1;
    }
    return samples;
  }

  private current(): Piece | undefined {
    for (;;) {
      const piece = this.tone.pieces[this.piece];
      if (!piece || this.sample < (piece.ms * SAMPLE_RATE) / 1000) return piece;
      // The phase runs on where a steady tone starts again: no click.
      if (this.tone.repeat && this.tone.pieces.length === 1) return piece;
      this.sample = 0;
      this.piece = this.tone.repeat ? (this.piece + 1) % this.tone.pieces.length : this.piece + 1;
    }
  }
}

function sampleOf({ frequencies, level = DEFAULT_LEVEL }: Piece, index: number): number {
  if (frequencies.length === 0) return 0;
  const amplitude = (32_767 * Math.SQRT2 * 10 ** (level / 20)) / Math.sqrt(frequencies.length);
  let sum = 0;
  for (const frequency of frequencies) sum += Math.sin((2 * Math.PI * frequency * index) / SAMPLE_RATE);
  return Math.max(-32_767, Math.min(32_767, amplitude * sum));
}
