import type { LogPort } from '../phone/ports';
import { readPattern } from './patterns';
import type { MediaSettings } from './settings';

/** The codecs we offer, best first (RFC 7874 asks for Opus and G.711; G.722 is what desk phones call HD). */
export const usual: readonly string[] = ['opus', 'g722', 'pcmu', 'pcma'];

/** No codec: its absence would take DTMF away. How digits are sent is the account's setting. */
const events = 'telephone-event';

interface Codec {
  mimeType: string;
}

export type CodecSettings = Pick<MediaSettings, 'codecOrder' | 'codecDelete' | 'codecPriority'>;

/**
 * SDP names of what we speak, best first and in lower case: first what `codecPriority` picks, pattern by pattern, then
 * what `codecOrder` names, then the rest as usual. What `codecDelete` picks is left out, but never Opus. A pattern that
 * cannot be used is logged and ignored.
 */
export function chooseCodecs(settings: CodecSettings, log: Pick<LogPort, 'warn'>): readonly string[] {
  const patterns = (list: readonly string[], name: string) =>
    list.flatMap((text) => {
      const pattern = readPattern(text);
      if (pattern.ok) return [pattern];
      log.warn('media', `${name}: the pattern ${JSON.stringify(text)} is ignored, ${pattern.why}`);
      return [];
    });
  const remove = patterns(settings.codecDelete, 'codecDelete');
  const kept = usual.filter((name) => name === 'opus' || !remove.some((pattern) => pattern.test(name)));
  const prior = patterns(settings.codecPriority, 'codecPriority').flatMap((pattern) =>
    kept.filter((name) => pattern.test(name)),
  );
  const named = settings.codecOrder.flatMap((name) => kept.filter((one) => one === name.toLowerCase()));
  return [...new Set([...prior, ...named, ...kept])];
}

/** What WebRTC can do, in this order; comfort noise, redundancy and anything unknown are left out. */
export function preferredCodecs<T extends Codec>(capabilities: readonly T[], codecs: readonly string[]): T[] {
  return [...codecs, events].flatMap((name) =>
    capabilities.filter((codec) => codec.mimeType.toLowerCase() === `audio/${name}`),
  );
}
