import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { ResponseOptions } from 'sip.js/lib/core/messages/outgoing-response.js';
import { listed, lists, sdpOf } from './headers';
import { MIN_SE, parseSessionExpires } from './session-timer';

/** More calls than this at a time are not a person's. */
const MOST_CALLS = 32;
const EXTENSIONS: readonly string[] = [
  '100rel',
  '199',
  'answermode',
  'gruu',
  'histinfo',
  'norefersub',
  'outbound',
  'path',
  'replaces',
  'timer',
];

/** Why a new INVITE is refused before anybody hears of it; undefined: it may ring. */
export function screen(message: IncomingRequestMessage, calls: number): ResponseOptions | undefined {
  // RFC 3261, section 8.2.2.3
  const unknown = listed(message, 'require').filter((tag) => !EXTENSIONS.includes(tag));
  if (unknown.length > 0) return { statusCode: 420, extraHeaders: [`Unsupported: ${unknown.join(', ')}`] };
  if (message.body && sdpOf(message) === undefined)
    return { statusCode: 415, extraHeaders: ['Accept: application/sdp'] };
  const asked = parseSessionExpires(message.getHeader('session-expires'));
  if (asked && asked.interval < MIN_SE && lists(message, 'supported', 'timer')) {
    return { statusCode: 422, extraHeaders: [`Min-SE: ${MIN_SE}`] };
  }
  return calls >= MOST_CALLS ? { statusCode: 486 } : undefined;
}
