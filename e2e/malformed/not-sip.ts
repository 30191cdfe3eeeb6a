/** Frames that are no SIP at all. */
import type { Malformed } from './message';

const frame = (name: string, text: string): Malformed => ({ name, text: () => text });

export const notSip: readonly Malformed[] = [
  frame('one NUL', '\0'),
  frame('1,000 NULs', '\0'.repeat(1_000)),
  frame('one letter', 'x'),
  frame('JSON', '{"method":"INVITE","params":[]}'),
  frame('HTML', '<!doctype html><script>alert(1)</script>'),
  frame('an HTTP response', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
  frame('300,000 letters', 'A'.repeat(300_000)),
  frame('100,000 colons', ':'.repeat(100_000)),
  frame('10,000 empty headers', `OPTIONS sip:x SIP/2.0\r\n${':\r\n'.repeat(10_000)}\r\n`),
  frame('50,000 opening brackets', `INVITE sip:${'('.repeat(50_000)} SIP/2.0\r\n\r\n`),
  frame('a deep nest of quotes', `From: ${'"\\'.repeat(20_000)}\r\n\r\n`),
  frame('the replacement character', '\ufffd'.repeat(500)),
  frame('right-to-left overrides', '\u202e\u202d\u2066\u2069'.repeat(100)),
  frame('format directives', '%s%s%s%n%x${jndi:ldap://127.0.0.1/}'),
];
