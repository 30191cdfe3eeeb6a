import type { RingStyle } from '../phone/ports';

/**
 * What Alert-Info asks for: the URNs of RFC 7462 (`urn:alert:source:internal`, `urn:alert:priority:high`), the words that
 * switches use (`info=alert-internal`, `;info=external`), and the four cadences of `Bellcore-dr1` to `-dr4` (GR-506), of
 * which each switch makes what it likes: here they are normal, external, internal, priority. Anything else is normal.
 */
export function ringStyle(alertInfo: readonly string[]): RingStyle {
  const text = alertInfo.join(' ').toLowerCase().slice(0, 2048);
  if (/urn:alert:priority:high|\b(?:priority|emergency|urgent)\b|bellcore-dr4\b/.test(text)) return 'priority';
  if (/\binternal\b|bellcore-dr3\b/.test(text)) return 'internal';
  if (/\bexternal\b|bellcore-dr2\b/.test(text)) return 'external';
  return 'normal';
}
