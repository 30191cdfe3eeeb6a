import type { CallEvent } from './call';
import { readDialString } from './dial-string';
import { harmlessText } from './identity';
import type { Refusal } from './phone-api';

/** What the call machine makes of a refusal; null where its target cannot be called. */
export function readRefusal(refusal: Refusal): CallEvent | null {
  switch (refusal.kind) {
    case 'decline':
      return { kind: 'decline', status: 603 };
    case 'busy':
      return { kind: 'decline', status: 486 };
    case 'busy-everywhere':
      return { kind: 'decline', status: 600 };
    case 'reason': {
      const words = ascii(harmlessText(refusal.text));
      return words === '' ? { kind: 'decline', status: 603 } : { kind: 'decline', status: 603, words };
    }
    case 'send-on': {
      const number = readDialString(refusal.target);
      return number.ok ? { kind: 'send-on', target: number.target, to: number.shown } : null;
    }
  }
}

/** A header is no place for more: accents are dropped, what has no ASCII spelling is left out. */
function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .trim();
}
