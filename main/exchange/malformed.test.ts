import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TestPhone } from './fakes/test-phone';
import { startExchange, type Exchange } from './index';

let exchange: Exchange;
let phone: TestPhone;
let log: string[];

beforeEach(async () => {
  log = [];
  exchange = await startExchange({ log: (message) => log.push(message) });
  phone = await TestPhone.ready(exchange, '1001');
});

afterEach(async () => {
  await exchange.close();
});

/** A good message, changed at one place. */
function request(
  changes: Record<string, string | null> = {},
  startLine = 'INVITE sip:600@practice.invalid SIP/2.0',
  body = '',
): string {
  const headers: Record<string, string | null> = {
    Via: 'SIP/2.0/WS x.invalid;branch=z9hG4bK-bad',
    'Max-Forwards': '70',
    From: '<sip:1001@practice.invalid>;tag=1',
    To: '<sip:600@practice.invalid>',
    'Call-ID': 'bad',
    CSeq: '1 INVITE',
    'Content-Length': String(Buffer.byteLength(body)),
    ...changes,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [startLine, ...lines, '', body].join('\r\n');
}

/** What is wrong, and the status that is answered; null where nothing can be. */
const cases: [what: string, text: string, status: number | null][] = [
  ['nothing but a letter', 'x', null],
  ['a kilobyte of zeros', '\0'.repeat(1024), null],
  ['a line end only, without headers', 'INVITE sip:600@practice.invalid SIP/2.0\r\n', null],
  ['no headers at all', 'INVITE sip:600@practice.invalid SIP/2.0\r\n\r\n', null],
  ['no empty line', request().replace('\r\n\r\n', ''), 400],
  ['bare line feeds', request().replaceAll('\r\n', '\n'), 400],
  ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', null],
  ['JSON', '{"method":"INVITE"}', null],
  ['no start line', request().replace(/^.*\r\n/, ''), null],
  ['an empty method', request({}, ' sip:600@practice.invalid SIP/2.0'), null],
  ['no Request-URI', request({}, 'INVITE SIP/2.0'), 400],
  ['two spaces in the start line', request({}, 'INVITE  sip:600@practice.invalid SIP/2.0'), 400],
  ['brackets around the Request-URI', request({}, 'INVITE <sip:600@practice.invalid> SIP/2.0'), 400],
  ['a Request-URI with spaces', request({}, 'INVITE sip:6 0 0@practice.invalid SIP/2.0'), 400],
  ['a tel URI', request({}, 'INVITE tel:+4930 SIP/2.0'), 416],
  ['an unknown scheme', request({}, 'INVITE nobodyKnowsThis:totallyopaquecontent SIP/2.0'), 416],
  ['another version', request({}, 'INVITE sip:600@practice.invalid SIP/7.0'), 505],
  ['an unknown method', request({ CSeq: '1 NEWMETHOD' }, 'NEWMETHOD sip:600@practice.invalid SIP/2.0'), 501],
  ['no Via', request({ Via: null }), null],
  ['no From', request({ From: null }), null],
  ['no To', request({ To: null }), null],
  ['no Call-ID', request({ 'Call-ID': null }), null],
  ['no CSeq', request({ CSeq: null }), null],
  ['no tag in From', request({ From: '<sip:1001@practice.invalid>' }), 400],
  ['no branch in Via', request({ Via: 'SIP/2.0/WS x.invalid' }), 400],
  ['a Via that is none', request({ Via: 'hello' }), 400],
  ['an unclosed quote in From', request({ From: '"Alice <sip:1001@practice.invalid>;tag=1' }), 400],
  ['an unclosed bracket in To', request({ To: '<sip:600@practice.invalid' }), 400],
  ['an empty To', request({ To: '' }), 400],
  ['an empty Call-ID', request({ 'Call-ID': '' }), 400],
  ['two From', request({ f: '<sip:1002@practice.invalid>;tag=2' }), 400],
  ['two Call-ID', request({ i: 'another' }), 400],
  ['two Content-Length', request({ l: '7' }), 400],
  ['CSeq without a method', request({ CSeq: '1' }), 400],
  ['CSeq with another method', request({ CSeq: '1 OPTIONS' }), 400],
  ['CSeq that is no number', request({ CSeq: 'one INVITE' }), 400],
  ['CSeq too large', request({ CSeq: '36893488147419103232 INVITE' }), 400],
  ['a negative Content-Length', request({ 'Content-Length': '-999' }), 400],
  ['a Content-Length that is no number', request({ 'Content-Length': 'many' }), 400],
  ['a body shorter than Content-Length', request({ 'Content-Length': '9999' }, undefined, 'v=0'), 400],
  ['Max-Forwards that is no number', request({ 'Max-Forwards': 'lots' }), 400],
  ['Max-Forwards below zero', request({ 'Max-Forwards': '-1' }), 400],
  ['Max-Forwards used up', request({ 'Max-Forwards': '0' }), 483],
  ['Proxy-Require', request({ 'Proxy-Require': 'nothingSupportsThis' }), 420],
  ['Require', request({ Require: 'nothingSupportsThis' }), 420],
  ['a header without a colon', request({ Subject: 'x\r\nthis is no header' }), 400],
  ['a zero byte in a header', request({ Subject: 'a\0b' }), 400],
  ['a Contact that is none', request({ Contact: '<<>>;;;' }), 400],
  ['a broken Content-Type', request({ 'Content-Type': '///' }, undefined, 'v=0'), 400],
  ['an invalid escape in the user', request({}, 'INVITE sip:%ZZ@practice.invalid SIP/2.0'), 400],
  [
    'SDP that is none',
    request({ Contact: '<sip:a@x.invalid>', 'Content-Type': 'application/sdp' }, undefined, 'hello'),
    488,
  ],
  [
    'a dialog that is not there',
    request({ CSeq: '1 BYE', To: '<sip:600@practice.invalid>;tag=x' }, 'BYE sip:600@practice.invalid SIP/2.0'),
    481,
  ],
  ['a CANCEL for nothing', request({ CSeq: '1 CANCEL' }, 'CANCEL sip:600@practice.invalid SIP/2.0'), 481],
  ['SUBSCRIBE', request({ CSeq: '1 SUBSCRIBE' }, 'SUBSCRIBE sip:600@practice.invalid SIP/2.0'), 489],
  ['an ACK for nothing', request({ CSeq: '1 ACK' }, 'ACK sip:600@practice.invalid SIP/2.0'), null],
  ['a malformed ACK', request({ CSeq: '1 ACK', From: 'x' }, 'ACK sip:600@practice.invalid SIP/2.0'), null],
  ['a response that nobody waits for', request({}, 'SIP/2.0 200 OK'), null],
  ['a response with status 9999', request({}, 'SIP/2.0 9999 What'), null],
  ['a response with status 0', request({}, 'SIP/2.0 000 What'), null],
  ['a response without a Via', request({ Via: null }, 'SIP/2.0 200 OK'), null],
  [
    'a constructor as a header',
    request({ constructor: '1', __proto__x: '2' }).replace('__proto__x', '__proto__').replace('600@', '604@'),
    404,
  ],
  [
    'a digest that is none',
    request({ CSeq: '1 REGISTER', Authorization: 'Digest ,,,="' }, 'REGISTER sip:practice.invalid SIP/2.0'),
    401,
  ],
  ['a Call-ID of 100 kB', request({ 'Call-ID': 'a'.repeat(100_000) }).replace('600@', '604@'), 404],
  [
    '10,000 Via headers',
    request()
      .replace('600@', '604@')
      .replace(/^(Via: .*\r\n)/m, '$1'.repeat(2000)),
    404,
  ],
];

it.each(cases)('%s', async (_what, text, status) => {
  const other = await TestPhone.connect(exchange, '1002');
  const answers: string[] = [];
  exchange.on('message', ({ direction, text: answer }) => direction === 'out' && answers.push(answer));
  const answered = exchange.once(
    'message',
    (seen) => seen.direction === 'out' && seen.text.startsWith(`SIP/2.0 ${status ?? ''}`),
  );
  phone.send(text);
  if (status !== null) await answered;
  // Its own WebSocket still works, and so does everybody else's.
  await phone.ping();
  expect(phone.closed).toBe(false);
  if (status === null) expect(answers).toEqual([]);
  phone.inbox.splice(0);
  expect((await other.register()).status).toBe(200);
  expect((await phone.call('603')).response.status).toBe(486);
  expect(log.filter((line) => line.includes('could not be dealt with'))).toEqual([]);
});

it('a message that is too large ends that WebSocket only', async () => {
  const other = await TestPhone.ready(exchange, '1002');
  phone.send('x'.repeat(300_000));
  await phone.until(() => phone.closed);
  expect((await other.call('603')).response.status).toBe(486);
});

it('bytes that are no WebSocket frame end that WebSocket only', async () => {
  const { port } = new URL(exchange.url);
  const socket = connect(Number(port), '127.0.0.1');
  const upgraded = new Promise((resolve) => socket.once('data', resolve));
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: sip\r\n\r\n',
  );
  await upgraded;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(Buffer.alloc(64, 0xff));
  socket.resume();
  await closed;
  expect((await phone.call('603')).response.status).toBe(486);
});

it('a binary message is read as text, and a keep-alive is answered', async () => {
  const socket = new WebSocket(exchange.url, 'sip');
  await new Promise((resolve) => socket.once('open', resolve));
  const answer = new Promise<Buffer>((resolve) => socket.once('message', (data) => resolve(data as Buffer)));
  socket.send(Buffer.from('\r\n\r\n'));
  expect((await answer).toString()).toBe('\r\n');
  socket.terminate();
});
