/** Messages that are wrong, among them cases of RFC 4475: after each the line must still work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, outside } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';
import type { ScriptedConnection } from './testing/scripted-server';
import { LONGEST_MESSAGE } from './wire';

const good = outside('OPTIONS');
const invite = outside('INVITE', 'sip:1001@pbx.test', ['Content-Type: application/sdp']);
const without = (name: string) => good.replace(new RegExp(`^${name}:.*\r\n`, 'm'), '');
const withLine = (line: string) => good.replace('Max-Forwards', `${line}\r\nMax-Forwards`);
const withHeader = (name: string, value: string) => good.replace(new RegExp(`^${name}:.*$`, 'm'), `${name}: ${value}`);
const starting = (line: string) => good.replace(/^.*/, line);
const inviting = (name: string, value: string) => invite.replace(new RegExp(`^${name}:.*$`, 'm'), `${name}: ${value}`);
const answering = (line: string, headers = '') =>
  `${line}\r\nVia: SIP/2.0/WSS nobody.invalid;branch=z9hG4bKnone\r\nFrom: <sip:1001@pbx.test>;tag=a\r\nTo: <sip:1001@pbx.test>;tag=b\r\nCall-ID: x\r\nCSeq: 1 REGISTER\r\n${headers}Content-Length: 0\r\n\r\n`;

const corpus: readonly (readonly [string, string])[] = [
  ['one character', 'x'],
  ['nothing but a space', ' '],
  ['a NUL', '\0'],
  ['a lone CR', '\r'],
  ['no line end', 'OPTIONS sip:1001@pbx.test SIP/2.0'],
  ['line ends of LF only', good.replaceAll('\r\n', '\n')],
  ['only the start line', 'OPTIONS sip:1001@pbx.test SIP/2.0\r\n'],
  ['only the start line and an empty one', 'OPTIONS sip:1001@pbx.test SIP/2.0\r\n\r\n'],
  ['cut off in a header', good.slice(0, 80)],
  ['no empty line at the end', good.trimEnd()],
  ['an HTTP request', 'GET / HTTP/1.1\r\nHost: pbx.test\r\n\r\n'],
  ['JSON', '{"method":"INVITE","params":[]}'],
  ['markup', '<script>alert(1)</script>\r\n\r\n'],
  ['random bytes', Array.from({ length: 500 }, (_, i) => String.fromCharCode((i * 7919) % 65536)).join('')],
  ['half a surrogate', `OPTIONS sip:\ud800@pbx.test SIP/2.0\r\n\r\n`],
  ['a version that is not ours', starting('OPTIONS sip:1001@pbx.test SIP/7.0')],
  ['no version', starting('OPTIONS sip:1001@pbx.test')],
  ['no Request-URI', starting('OPTIONS  SIP/2.0')],
  ['spaces within the Request-URI', starting('OPTIONS sip:1001@pbx.test; lr SIP/2.0')],
  ['the Request-URI in angle brackets', starting('OPTIONS <sip:1001@pbx.test> SIP/2.0')],
  ['blanks between the parts of the start line', starting('OPTIONS  sip:1001@pbx.test  SIP/2.0')],
  ['blanks after the start line', starting('OPTIONS sip:1001@pbx.test SIP/2.0  ')],
  ['an unknown scheme in the Request-URI', starting('OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0')],
  ['an unknown method', good.replace(/OPTIONS/g, 'NEWMETHOD')],
  ['a method of odd signs', good.replace(/OPTIONS/g, "!interesting-Method0123456789_*+`.%indeed'~")],
  ['another method in the CSeq', good.replace('1 OPTIONS', '1 INVITE')],
  ['an escape that is none in the user part', starting('OPTIONS sip:10%zz@pbx.test SIP/2.0')],
  ['an escaped NUL in the user part', starting('OPTIONS sip:null-%00-null@pbx.test SIP/2.0')],
  ['a port beyond all ports', starting('OPTIONS sip:1001@pbx.test:99999999999 SIP/2.0')],
  ['an unclosed IPv6 host', starting('OPTIONS sip:1001@[::1 SIP/2.0')],
  ['a very long Request-URI', starting(`OPTIONS sip:${'a'.repeat(20_000)}@pbx.test SIP/2.0`)],
  ['no From', without('From')],
  ['no To', without('To')],
  ['no Via', without('Via')],
  ['no Call-ID', without('Call-ID')],
  ['no CSeq', without('CSeq')],
  ['an empty From', withHeader('From', '')],
  ['a From without a tag', withHeader('From', '<sip:1002@pbx.test>')],
  ['a From that is not an address', withHeader('From', 'yesterday')],
  ['a From with an unclosed quote', withHeader('From', '"Mr. J. User <sip:jdrosen@example.com>;tag=1')],
  ['a From with an unclosed bracket', withHeader('From', '<sip:1002@pbx.test;tag=1')],
  ['two From', withLine('From: <sip:mallory@evil.test>;tag=2')],
  ['a To that is not an address', withHeader('To', ';;;')],
  ['a To with an unknown scheme', withHeader('To', 'isbn:2983792873')],
  ['an empty Call-ID', withHeader('Call-ID', '')],
  ['a Call-ID of a prototype', withHeader('Call-ID', '__proto__')],
  ['a CSeq that is no number', withHeader('CSeq', 'one OPTIONS')],
  ['a CSeq beyond 32 bits', withHeader('CSeq', '36893488147419103232 OPTIONS')],
  ['a negative CSeq', withHeader('CSeq', '-1 OPTIONS')],
  ['a CSeq without a method', withHeader('CSeq', '1')],
  ['a Via without a branch', withHeader('Via', 'SIP/2.0/WSS pbx.test')],
  ['a Via of nonsense', withHeader('Via', 'SIP/2.0')],
  ['a Via with a branch of the old kind', withHeader('Via', 'SIP/2.0/WSS pbx.test;branch=z9hG4bK')],
  ['a negative Content-Length', withHeader('Content-Length', '-999')],
  ['a Content-Length that is no number', withHeader('Content-Length', 'many')],
  ['a Content-Length larger than the body', withHeader('Content-Length', '9999')],
  ['two Content-Lengths', withLine('Content-Length: 8')],
  ['a Content-Length beyond all numbers', withHeader('Content-Length', '9'.repeat(400))],
  ['a Max-Forwards of 300', withHeader('Max-Forwards', '300')],
  ['a Max-Forwards that is no number', withHeader('Max-Forwards', 'x')],
  ['a header without a colon', withLine('nonsense')],
  ['a header without a name', withLine(': value')],
  ['a header of the prototype', withLine('__proto__: polluted')],
  ['a header called constructor', withLine('constructor: x')],
  ['a header folded into nothing', withLine('Subject: a\r\n ')],
  ['a header of 100,000 characters', withLine(`Subject: ${'a'.repeat(100_000)}`)],
  ['1,000 headers', withLine(Array.from({ length: 1000 }, (_, i) => `X-${i}: ${i}`).join('\r\n'))],
  [
    '500 Vias',
    withLine(Array.from({ length: 500 }, (_, i) => `Via: SIP/2.0/WSS h${i};branch=z9hG4bK${i}`).join('\r\n')),
  ],
  ['a Contact of nonsense', withLine('Contact: <<<>>>')],
  ['a Contact with quotes that do not close', withLine('Contact: "Joe <sip:joe@example.org>')],
  ['a Record-Route of nonsense', withLine('Record-Route: ,,,')],
  ['a Date in another zone', withLine('Date: Fri, 01 Jan 2010 16:00:00 EST')],
  ['a Warning with quotes that do not close', withLine('Warning: 1812 overture "In Progress')],
  ['a message longer than the longest', withLine(`Subject: ${'a'.repeat(LONGEST_MESSAGE)}`)],
  ['a CANCEL of nothing', good.replace(/OPTIONS/g, 'CANCEL')],
  ['an ACK of nothing', good.replace(/OPTIONS/g, 'ACK')],
  ['a BYE of nothing', good.replace(/OPTIONS/g, 'BYE')],
  [
    'a BYE in a dialog of nobody',
    good.replace(/OPTIONS/g, 'BYE').replace('To: <sip:1001@pbx.test>', 'To: <sip:1001@pbx.test>;tag=x'),
  ],
  [
    'a NOTIFY without an Event',
    good.replace(/OPTIONS/g, 'NOTIFY').replace('To: <sip:1001@pbx.test>', 'To: <sip:1001@pbx.test>;tag=x'),
  ],
  ['a REGISTER', good.replace(/OPTIONS/g, 'REGISTER')],
  ['a SUBSCRIBE', good.replace(/OPTIONS/g, 'SUBSCRIBE')],
  [
    'a MESSAGE of binary',
    good.replace(/OPTIONS/g, 'MESSAGE').replace('Content-Length: 0', 'Content-Type: x/y\r\nContent-Length: 3') +
      '\0\u0001\ufffd',
  ],
  ['an INVITE without a Contact', invite.replace(/^Contact:.*\r\n/m, '')],
  ['an INVITE with a Contact of nonsense', inviting('Contact', '???')],
  [
    'an INVITE with a body that is none of ours',
    invite.replace('application/sdp', 'image/png').replace('Content-Length: 0', 'Content-Length: 3') + 'abc',
  ],
  [
    'an INVITE that wants what nobody has',
    invite.replace('Max-Forwards', 'Require: nothingSupportsThis, nothingSupportsThisEither\r\nMax-Forwards'),
  ],
  [
    'an INVITE for a session of 3 s',
    invite.replace('Max-Forwards', 'Session-Expires: 3\r\nSupported: timer\r\nMax-Forwards'),
  ],
  [
    'a body without a type',
    invite.replace(/^Content-Type:.*\r\n/m, '').replace('Content-Length: 0', 'Content-Length: 3') + 'abc',
  ],
  ['an answer to nothing', answering('SIP/2.0 200 OK')],
  ['an answer with a status of 4 digits', answering('SIP/2.0 4294967301 better not break the receiver')],
  ['an answer without a phrase', answering('SIP/2.0 200 ')],
  ['an answer with a status below 100', answering('SIP/2.0 042 Early')],
  ['a 401 with a challenge of nonsense', answering('SIP/2.0 401 No', 'WWW-Authenticate: Digest realm=\r\n')],
  [
    'a 401 with an unknown scheme',
    answering('SIP/2.0 401 No', 'WWW-Authenticate: NoOneKnowsThisScheme opaque-data=here\r\n'),
  ],
  ['an answer of a body alone', answering('SIP/2.0 200 OK') + 'x'.repeat(1000)],
];

describe('after a malformed message', () => {
  const bench = new Bench();
  let connection: ScriptedConnection;
  beforeAll(async () => {
    connection = await bench.registered();
  });
  afterAll(() => {
    bench.line.close();
  });

  it('has enough of them', () => {
    expect(corpus.length).toBeGreaterThan(60);
  });

  it.each(corpus)('the line still answers: %s', async (_name, message) => {
    const quiet = bench.logged.length;
    expect(() => {
      connection.send(message);
    }).not.toThrow();
    connection.send(outside('OPTIONS'));
    await connection.response(200, 'OPTIONS');
    if (message.trim().replace(/\0/g, '').length > 1) expect(bench.logged.length).toBeGreaterThan(quiet);
  });

  it('as bytes, it is read as UTF-8', async () => {
    connection.sendBytes(new TextEncoder().encode(outside('OPTIONS')));
    await connection.response(200, 'OPTIONS');
  });

  it('a call still works', async () => {
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller') }));
    const { callId, from } = await bench.hearsIncoming();
    expect(from.number).toBe('1002');
    bench.line.accept(callId);
    await connection.response(200, 'INVITE');
    expect(bench.lineKinds()).not.toContain('disconnected');
  });
});

describe('a caller with a strange name', () => {
  it.each([
    ['markup', '"<img src=x onerror=alert(1)>"', '<img src=x onerror=alert(1)>'],
    ['quotes', '"Al \\"Capone\\""', 'Al "Capone"'],
    ['beyond ASCII', '"Jürgen 高橋"', 'Jürgen 高橋'],
    ['10,000 characters', `"${'n'.repeat(10_000)}"`, 'n'.repeat(10_000)],
    ['right to left', '"\u202eecilA"', '\u202eecilA'],
    ['none', '', ''],
  ])('is named as is, the phone makes it harmless: %s', async (_kind, written, name) => {
    const bench = new Bench();
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller'), from: `${written} <sip:1002@pbx.test>` }));
    expect((await bench.hearsIncoming()).from.name).toBe(name);
    expect(sip.status(connection.received.at(-1) ?? '')).toBe(180);
    bench.line.close();
  });
});
