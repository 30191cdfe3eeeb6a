/** Requests with something wrong in a header, the start line or the body. */
import { add, broken, replace, write, soundRequest, type Malformed } from './message';

const needed = ['Via', 'From', 'To', 'Call-ID', 'CSeq'] as const;
const methods = [
  'INVITE',
  'OPTIONS',
  'MESSAGE',
  'BYE',
  'CANCEL',
  'ACK',
  'NOTIFY',
  'REFER',
  'INFO',
  'UPDATE',
  'PRACK',
] as const;

const missing = needed.flatMap((header) =>
  methods
    .slice(0, 5)
    .map((method) => broken(`${method} without ${header}`, method, (parts) => replace(parts, header, null))),
);

const empty = needed.map((header) =>
  broken(`INVITE with an empty ${header}`, 'INVITE', (parts) => replace(parts, header, `${header}:`)),
);

/** A value that none of these headers can have, in an INVITE. */
const values: readonly (readonly [header: string, value: string])[] = [
  ['Via', 'SIP/2.0/WS'],
  ['Via', 'SIP/7.0/WS 127.0.0.1;branch=z9hG4bKx'],
  ['Via', 'SIP/2.0/WS 127.0.0.1:99999999;branch=z9hG4bKx'],
  ['Via', 'SIP/2.0/WS [::1;branch=z9hG4bKx'],
  ['Via', ';;;;branch'],
  ['Via', `SIP/2.0/WS 127.0.0.1;branch=z9hG4bK${'x'.repeat(8_000)}\u0001`],
  ['From', 'mallory'],
  ['From', '"Mallory <sip:mallory@127.0.0.1>;tag=1'],
  ['From', '"Mallory\\" <sip:mallory@127.0.0.1>;tag=1'],
  ['From', '<sip:mallory@127.0.0.1;tag=1'],
  ['From', '<sip:mallory@127.0.0.1>'],
  ['From', '<sip:>;tag=1'],
  ['From', '<>;tag=1'],
  ['From', '<http://127.0.0.1/>;tag=1'],
  ['From', '<javascript:alert(1)>;tag=1'],
  ['From', '<sip:%zz@127.0.0.1>;tag=1'],
  ['From', '<sip:a@b@c@127.0.0.1>;tag=1'],
  ['From', '<sip:mallory@127.0.0.1:port>;tag=1'],
  ['From', '<sip:mallory@[1:2:3>;tag=1'],
  ['From', '<sip:mallory@127.0.0.1>;tag='],
  ['To', 'you'],
  ['To', '<sip:you@'],
  ['To', '"<sip:you@127.0.0.1>'],
  ['To', '<sip:you@127.0.0.1>;tag=not-a-dialog-of-ours'],
  ['To', '<tel:>'],
  ['CSeq', 'one INVITE'],
  ['CSeq', '1'],
  ['CSeq', 'INVITE'],
  ['CSeq', '-1 INVITE'],
  ['CSeq', '99999999999999999999 INVITE'],
  ['CSeq', '4294967296 INVITE'],
  ['CSeq', '1 OPTIONS'],
  ['CSeq', '1 INVITE INVITE'],
  ['CSeq', '0x1 INVITE'],
  ['Call-ID', ' '],
  ['Contact', '*'],
  ['Contact', '<sip:'],
  ['Contact', '"'],
  ['Contact', 'sip:mallory@127.0.0.1>'],
  ['Max-Forwards', 'many'],
  ['Max-Forwards', '-5'],
  ['Content-Length', '-1'],
  ['Content-Length', 'long'],
  ['Content-Length', '99999'],
  ['Content-Length', '1e9'],
  ['Content-Type', 'application'],
  ['Content-Type', ';;;'],
  ['Content-Type', 'text/html'],
  ['Content-Type', 'multipart/mixed;boundary='],
];
const wrong = values.map(([header, value]) =>
  // A body of the wrong kind and a length of none are refused; the rest must not even be read.
  broken(`INVITE with ${header}: ${value.slice(0, 40)}`, 'INVITE', (parts) =>
    replace(parts, header, `${header}: ${value}`),
  ),
);

/** Headers that a sound INVITE lacks, with values that are none. An INVITE of a dialog that is not there: it must not ring. */
const extra: readonly string[] = [
  'Replaces: nothing',
  'Replaces: a;from-tag=;to-tag=',
  'Session-Expires: soon',
  'Session-Expires: 1;refresher=nobody',
  'Require: the-impossible',
  'Require: 100rel, , ,',
  'Supported: ,,,,',
  'Route: <sip:',
  'Record-Route: <sip:,<sip:,<sip:',
  'Expires: never',
  'Date: yesterday',
  'Call-Info: answer-after=0',
  'Call-Info: <>;answer-after=99999999999999999999',
  'Alert-Info: <file:///etc/passwd>',
  'Reason: SIP;cause=',
  'P-Asserted-Identity: "\\',
  'P-Asserted-Identity: <sip:x',
  'Remote-Party-ID: <',
  'Privacy: ;;;',
  'RAck: 1',
  'RSeq: -1',
  'Min-SE: x',
  'Warning: 399',
  'Retry-After: (((((',
  'Event: ;',
  'Subscription-State: ;;;',
  'Refer-To: "',
  'Authorization: Digest',
  'WWW-Authenticate: Digest realm=',
];
const surplus = extra.map((line) =>
  broken(`INVITE of no dialog with ${line}`, 'INVITE', (parts, { user, domain }) =>
    add(replace(parts, 'To', `To: <sip:${user}@${domain}>;tag=gone`), line),
  ),
);

const strange = methods.map((method) =>
  broken(`${method} of a dialog that there is not`, method, (parts, { user, domain }) =>
    replace(parts, 'To', `To: <sip:${user}@${domain}>;tag=gone`),
  ),
);

const starts: readonly (readonly [name: string, start: string])[] = [
  ['no version', 'INVITE sip:you@127.0.0.1'],
  ['another version', 'INVITE sip:you@127.0.0.1 SIP/3.0'],
  ['HTTP', 'GET / HTTP/1.1'],
  ['no address', 'INVITE  SIP/2.0'],
  ['two addresses', 'INVITE sip:you@127.0.0.1 sip:you@127.0.0.1 SIP/2.0'],
  ['an address of spaces', 'INVITE sip:you @ 127.0.0.1 SIP/2.0'],
  ['an address in brackets', 'INVITE <sip:you@127.0.0.1> SIP/2.0'],
  ['an unknown scheme', 'INVITE nobodyKnows:oddness SIP/2.0'],
  ['a broken escape', 'INVITE sip:%%%@127.0.0.1 SIP/2.0'],
  ['a method of symbols', '!@#$ sip:you@127.0.0.1 SIP/2.0'],
  ['an unknown method', 'ENJOY sip:you@127.0.0.1 SIP/2.0'],
  ['a method in small letters', 'invite sip:you@127.0.0.1 SIP/2.0'],
  ['a space before it', ' INVITE sip:you@127.0.0.1 SIP/2.0'],
  ['tabs between', 'INVITE\tsip:you@127.0.0.1\tSIP/2.0'],
  ['only a method', 'INVITE'],
  ['only spaces', '   '],
];
const startLines = starts.map(([name, start]) =>
  broken(`a start line with ${name}`, 'INVITE', (parts) => ({ ...parts, start })),
);

const bodies: readonly (readonly [name: string, body: string])[] = [
  ['of NULs', '\0'.repeat(200)],
  ['that is JSON', '{"v":0}'],
  ['of one line', 'v=0'],
  ['with a line of 100,000 characters', `v=0\r\ns=${'x'.repeat(100_000)}\r\n`],
  ['with a broken m-line', 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio\r\n'],
];
/** Such an INVITE may ring, as one with a late offer would; the BYE of no dialog with the same body must not. */
const withBody = bodies.map(([name, body]) =>
  broken(`BYE of no dialog with a body ${name}`, 'BYE', (parts) => ({
    ...replace(parts, 'Content-Length', `Content-Length: ${String(Buffer.byteLength(body))}`),
    body,
  })),
);

const layout: readonly Malformed[] = [
  broken('a header without a colon', 'INVITE', (parts) => replace(parts, 'Call-ID', 'Call-ID none')),
  broken('the same Call-ID twice, with different values', 'OPTIONS', (parts) => add(parts, 'Call-ID: another')),
  broken('two From headers', 'OPTIONS', (parts) => add(parts, 'From: <sip:x@127.0.0.1>;tag=2')),
  broken('two To headers', 'OPTIONS', (parts) => add(parts, 'To: <sip:x@127.0.0.1>')),
  broken('two CSeq headers', 'OPTIONS', (parts) => add(parts, 'CSeq: 2 OPTIONS')),
  broken('two Content-Length headers', 'OPTIONS', (parts) => add(parts, 'Content-Length: 7')),
  broken('a header of 60,000 characters', 'OPTIONS', (parts) => add(parts, `X-Long: ${'x'.repeat(60_000)}`)),
  broken('2,000 headers', 'OPTIONS', (parts) =>
    add(parts, ...Array.from({ length: 2_000 }, (_, n) => `X-${String(n)}: ${String(n)}`)),
  ),
  broken('a name of a prototype as header', 'OPTIONS', (parts) =>
    add(parts, '__proto__: polluted', 'constructor: polluted'),
  ),
  broken('control characters in a header', 'OPTIONS', (parts) =>
    add(parts, 'X-Control: \u0000\u0001\u0007\u001b[31m\u007f'),
  ),
  broken('lone surrogates', 'OPTIONS', (parts) => add(parts, 'X-Surrogate: \ud800 \udfff')),
  { name: 'bare line feeds', text: (to) => write(soundRequest('OPTIONS', to)).replaceAll('\r\n', '\n') },
  { name: 'bare carriage returns', text: (to) => write(soundRequest('OPTIONS', to)).replaceAll('\r\n', '\r') },
  { name: 'no empty line at the end', text: (to) => write(soundRequest('OPTIONS', to)).trimEnd() },
  { name: 'a start line only', text: ({ user }) => `OPTIONS sip:${user}@127.0.0.1 SIP/2.0\r\n\r\n` },
  { name: 'the first half of a message', text: (to) => write(soundRequest('INVITE', to)).slice(0, 150) },
  {
    name: 'two messages in one frame',
    text: (to) => write(soundRequest('OPTIONS', to)) + write(soundRequest('OPTIONS', to)),
  },
];

export const requests: readonly Malformed[] = [
  ...missing,
  ...empty,
  ...wrong,
  ...surplus,
  ...strange,
  ...startLines,
  ...withBody,
  ...layout,
];
