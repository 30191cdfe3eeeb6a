import type { IncomingMessage } from 'sip.js/lib/core/messages/incoming-message.js';

/**
 * RFC 3261, section 20.5: what the other side may send. SIP.js's own list lacks PRACK and UPDATE (fault 7).
 */
export const ALLOW = 'ACK, BYE, CANCEL, INFO, INVITE, MESSAGE, NOTIFY, OPTIONS, PRACK, REFER, UPDATE';

/** `cause` of a SIP or Q.850 Reason header (RFC 3326); a SIP cause wins, 0 without. */
export function reasonCause(message: IncomingMessage): number {
  const reasons = message.getHeaders('reason').join(',');
  const sip = /(?:^|,)\s*SIP\s*;[^,]*?cause\s*=\s*(\d{3})/i.exec(reasons)?.[1];
  const q850 = /(?:^|,)\s*Q\.850\s*;[^,]*?cause\s*=\s*(\d{1,3})/i.exec(reasons)?.[1];
  return Number(sip ?? q850 ?? 0);
}

/** A header that is a number of seconds, with or without parameters; undefined where it is none. */
export function seconds(message: IncomingMessage, name: string): number | undefined {
  const digits = /^\s*(\d{1,9})/.exec(message.getHeader(name) ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether a list header such as Supported, Require or Allow has an entry. */
export function lists(message: IncomingMessage, name: string, entry: string): boolean {
  return listed(message, name).includes(entry.toLowerCase());
}

export function listed(message: IncomingMessage, name: string): string[] {
  return message
    .getHeaders(name)
    .flatMap((value) => value.toLowerCase().split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** The session description in a message; undefined where there is none. */
export function sdpOf(message: IncomingMessage): string | undefined {
  const type = message.getHeader('content-type') ?? '';
  return message.body && /^\s*application\/sdp\s*(;|$)/i.test(type) ? message.body : undefined;
}

/** A response that SIP.js made up: its timer ran out, or the connection was gone. */
export const isMadeUp = (message: IncomingMessage) => !message.hasHeader('via');

export const sdpBody = (content: string) => ({
  contentDisposition: 'session',
  contentType: 'application/sdp',
  content,
});
