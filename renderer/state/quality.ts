import type { MediaStats } from '../phone/ports';
import type { Quality } from './sound';

/** How the sound was between two looks: by the share of lost packets and the jitter (ITU-T G.114, G.107 in rough steps). */
export function quality(before: MediaStats, now: MediaStats): Quality {
  const received = now.packetsReceived - before.packetsReceived;
  if (received <= 0) return 'none';
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const loss = lost / (lost + received);
  const roundTrip = now.roundTrip ?? 0;
  if (loss > 0.08 || now.jitter > 80 || roundTrip > 600) return 'poor';
  if (loss > 0.02 || now.jitter > 30 || roundTrip > 300) return 'fair';
  return 'good';
}
