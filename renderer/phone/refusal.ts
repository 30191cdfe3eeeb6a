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
      const words = harmlessText(refusal.text);
      return words === '' ? { kind: 'decline', status: 603 } : { kind: 'decline', status: 603, words };
    }
    case 'send-on': {
      const number = readDialString(refusal.target);
      return number.ok ? { kind: 'send-on', target: number.target, to: number.shown } : null;
    }
  }
}
