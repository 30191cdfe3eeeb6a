/** Headers that SIP.js would drop the whole message over when it cannot read them, under names that it leaves alone. */
export const CONTACT_OF_REDIRECT = 'x-sidetone-contact';
export const REFER_TO = 'x-sidetone-refer-to';

/** RFC 3261, section 7.3.3, and the extensions that are read here. SIP.js itself knows seven of them. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  b: 'Referred-By',
  c: 'Content-Type',
  f: 'From',
  i: 'Call-ID',
  k: 'Supported',
  l: 'Content-Length',
  m: 'Contact',
  o: 'Event',
  r: 'Refer-To',
  t: 'To',
  u: 'Allow-Events',
  v: 'Via',
  x: 'Session-Expires',
};

/** Stands for "no host" in a `sip:` URI that was a `tel:` one (RFC 6761: nobody's). */
const TEL_HOST = 'tel.invalid';
const NAME = '^((?:from|to)[ \\t]*:[ \\t]*(?:"(?:[^"\\\\]|\\\\.)*"|[^"<\\r\\n]*?)[ \\t]*)';
const TEL = new RegExp(`${NAME}(?:<tel:([^<>\\s]+)>|tel:([^<>;\\s]+))`, 'gim');
const STAND_IN = new RegExp(`${NAME}<sip:([^<>@\\s]+)@${TEL_HOST.replace('.', '\\.')}>`, 'gim');

/** A message with the long names of its headers, and without what SIP.js's grammar cannot take (a `tel:` URI). */
export function legible(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return message;
  let head = message.slice(0, end).replace(/(?<=\n)([a-z])[ \t]*:/gi, (whole, letter: string) => {
    const name = LONG_NAMES[letter.toLowerCase()];
    return name === undefined ? whole : `${name}:`;
  });
  if (/^SIP\/2\.0 3\d\d /.test(head)) head = head.replace(/(?<=\n)contact[ \t]*:/gi, `${CONTACT_OF_REDIRECT}:`);
  else if (head.startsWith('REFER ')) head = head.replace(/(?<=\n)refer-to[ \t]*:/gi, `${REFER_TO}:`);
  head = head.replace(
    TEL,
    (_, name: string, inside = '', bare = '') => `${name}<sip:${String(inside || bare)}@${TEL_HOST}>`,
  );
  return head + message.slice(end);
}

/** The `tel:` URIs of From and To as they were (RFC 3261, section 8.2.6.2: an answer repeats them): of headers only. */
export function withTelAgain(head: string): string {
  return head.replace(STAND_IN, (_, name: string, number: string) => `${name}<tel:${unescaped(number)}>`);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
