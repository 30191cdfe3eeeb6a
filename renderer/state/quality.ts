import type { CallQuality, QualityWarning } from '../phone/phone-api';

/** How a call sounds, in a word, and as bars of four. */
export interface QualityFace {
  word: 'good' | 'fair' | 'poor' | 'none' | 'one-way';
  tone: 'live' | 'hold' | 'end';
  bars: number;
}

/** One side is heard and the other is not. */
const oneWay: readonly QualityWarning[] = ['silent-microphone', 'silent-other-side'];

/**
 * By the categories of user satisfaction of ITU-T G.107, Annex B: from a MOS of 4.03 on users are satisfied, below 3.1 nearly all are
 * dissatisfied. Silence comes before any figure: a perfect transport of nothing is no good call. null: nothing known yet.
 */
export function qualityFace({ mos, warnings }: CallQuality): QualityFace | null {
  if (warnings.includes('nothing-received')) return { word: 'none', tone: 'end', bars: 0 };
  if (warnings.some((warning) => oneWay.includes(warning))) return { word: 'one-way', tone: 'end', bars: 3 };
  if (mos === null) return null;
  if (mos >= 4.03) return { word: 'good', tone: 'live', bars: 4 };
  return mos >= 3.1 ? { word: 'fair', tone: 'hold', bars: 2 } : { word: 'poor', tone: 'end', bars: 1 };
}
