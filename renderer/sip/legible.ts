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
  return head + message.slice(end);
}
