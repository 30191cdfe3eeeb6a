import type { CallQuality } from '../phone/phone-api';

/** How a call sounds, in words. */
export type Quality = 'good' | 'fair' | 'poor' | 'none';

/**
 * The word for a MOS, by the categories of user satisfaction of ITU-T G.107 Annex B: from 4.03 on users are satisfied, below 3.1
 * nearly all are dissatisfied. `none` while nothing comes at all.
 */
export function qualityWord({ mos, warnings }: CallQuality): Quality | null {
  if (warnings.includes('nothing-received')) return 'none';
  if (mos === null) return null;
  if (mos >= 4.03) return 'good';
  return mos >= 3.1 ? 'fair' : 'poor';
}
