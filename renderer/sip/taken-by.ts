import type { IncomingMessage } from 'sip.js/lib/core/messages/incoming-message.js';
import type { Party } from '../phone/ports';
import { assertedParty } from './party';

/** RFC 3326: protocol, then parameters; text is a quoted string or a token. */
const reason = /^\s*SIP\s*;(?:[^"]|"(?:\\.|[^"\\])*")*$/i;
const text = /;\s*text\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;,"]+))/i;
/** What switches write with a name; without one they write "Call completed elsewhere" and the like. */
const by =
  /^(?:the\s+)?(?:call\s+)?(?:was\s+)?(?:answered|completed|picked\s?up|taken|accepted)\s+(?:elsewhere\s+)?by[:\s]\s*(.+)$/i;

/**
 * Who took a call that another phone answered, as its CANCEL tells it: in the text of the Reason header, else by an
 * identity that the switch asserts and that is not the caller's. Empty: it tells nothing. Raw text.
 */
export function takenBy(cancel: IncomingMessage, caller: Party, trusted: boolean): string {
  for (const value of cancel.getHeaders('reason')) {
    if (!reason.test(value) || !/;\s*cause\s*=\s*200\b/i.test(value)) continue;
    const [, quoted, token] = text.exec(value) ?? [];
    const words = quoted?.replace(/\\(.)/gs, '$1') ?? token ?? '';
    const name = by
      .exec(words.trim())?.[1]
      ?.replace(/\s*<[^>]*>\s*$/, '')
      .trim();
    if (name) return name;
  }
  const party = trusted ? assertedParty(cancel) : undefined;
  if (!party || party.number === '' || party.number === caller.number || party.name === caller.name) return '';
  return party.name || party.number;
}
