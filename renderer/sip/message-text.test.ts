import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_TEXT } from './message-text';
import { Bench } from './testing/bench';
import { outsideWith } from './testing/events';
import * as sip from './testing/message';
import type { ScriptedConnection } from './testing/scripted-server';

let bench: Bench;
let connection: ScriptedConnection;

beforeEach(async () => {
  bench = new Bench();
  connection = await bench.registered();
});
afterEach(() => {
  bench.line.close();
  vi.useRealTimers();
});

const message = async () => {
  const told = await bench.next((candidate) => 'message' in candidate);
  return (told as { message: { from: { number: string; name: string }; text: string } }).message;
};
const sent = async (id: string) =>
  ((await bench.next((told) => 'messageSent' in told && told.id === id)) as { messageSent: number }).messageSent;

describe('a MESSAGE that arrives', () => {
  it.each(['text/plain', 'text/plain;charset=UTF-8', 'Text/Plain ; charset="utf8"', 'text/plain;charset=us-ascii'])(
    'is taken as %s',
    async (type) => {
      connection.send(outsideWith('MESSAGE', type, 'Grüße\r\n<b>an</b> \0alle\u0007'));
      await connection.response(200, 'MESSAGE');
      const { from, text } = await message();
      expect([from.number, from.name, text]).toEqual(['1002', 'Bob', 'Grüße\n<b>an</b> alle']);
    },
  );

  it.each([
    ['text/html', '<p>hello</p>'],
    ['application/im-iscomposing+xml', '<isComposing/>'],
    ['text/plain;charset=iso-8859-1', 'hello'],
    ['', 'hello'],
  ])('is refused as “%s”', async (type, body) => {
    connection.send(outsideWith('MESSAGE', type, body));
    expect(sip.header(await connection.response(415, 'MESSAGE'), 'Accept')).toContain('text/plain');
    expect(bench.told.filter((told) => 'message' in told)).toEqual([]);
  });

  it('is refused when it is packed', async () => {
    connection.send(outsideWith('MESSAGE', 'text/plain', 'x', ['Content-Encoding: gzip']));
    await connection.response(415, 'MESSAGE');
  });

  it('is refused when nobody would read it all', async () => {
    connection.send(outsideWith('MESSAGE', 'text/plain', 'ü'.repeat(LONGEST_TEXT / 2)));
    await connection.response(200, 'MESSAGE');
    connection.send(outsideWith('MESSAGE', 'text/plain', 'ü'.repeat(LONGEST_TEXT / 2 + 1)));
    await connection.response(413, 'MESSAGE');
  });

  it('says nothing when it is empty', async () => {
    connection.send(outsideWith('MESSAGE', 'text/plain', ''));
    await connection.response(200, 'MESSAGE');
    connection.send(outsideWith('MESSAGE', 'text/plain', 'now'));
    expect((await message()).text).toBe('now');
  });
});

describe('a MESSAGE of ours', () => {
  it('goes out as UTF-8, and its end is told', async () => {
    bench.line.sendMessage('m', '1002', 'Grüße\nAllow: nothing');
    const request = await connection.request('MESSAGE');
    expect(sip.startLine(request)).toBe('MESSAGE sip:1002@pbx.test SIP/2.0');
    expect(sip.header(request, 'Content-Type')).toBe('text/plain;charset=utf-8');
    expect([sip.body(request), sip.header(request, 'Content-Length')]).toEqual(['Grüße\nAllow: nothing', '22']);
    connection.send(sip.response(request, 202));
    expect(await sent('m')).toBe(202);
  });

  it.each([404, 480, 486, 503, 302])('was not delivered: %s', async (status) => {
    bench.line.sendMessage('m', '1002', 'x');
    connection.send(sip.response(await connection.request('MESSAGE'), status));
    expect(await sent('m')).toBe(status);
  });

  it('is signed with SHA-256 where that is offered', async () => {
    const challenge = (algorithm: string) =>
      `Proxy-Authenticate: Digest realm="pbx", nonce="n1", algorithm=${algorithm}, qop="auth"`;
    bench.line.sendMessage('m', '1002', 'x');
    connection.send(
      sip.response(await connection.request('MESSAGE'), 407, { headers: [challenge('MD5'), challenge('SHA-256')] }),
    );
    const again = await connection.request('MESSAGE');
    expect(sip.header(again, 'Proxy-Authorization')).toContain('algorithm=SHA-256');
    connection.send(sip.response(again, 200));
    expect(await sent('m')).toBe(200);
    bench.line.sendMessage('n', '1002', 'y');
    expect(sip.header(await connection.request('MESSAGE'), 'Proxy-Authorization')).toContain('nc=00000002');
  });

  it('is told as 408 when nothing comes back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    bench.line.sendMessage('m', '1002', 'x');
    await connection.request('MESSAGE');
    vi.advanceTimersByTime(33_000);
    expect(await sent('m')).toBe(408);
  });

  it('is told as 408 when the connection goes, once', async () => {
    bench.line.sendMessage('m', '1002', 'x');
    const lost = await connection.request('MESSAGE');
    connection.cut();
    expect(await sent('m')).toBe(408);
    connection = await bench.registered();
    connection.send(sip.response(lost, 200));
    connection.send(outsideWith('OPTIONS', '', ''));
    await connection.response(200, 'OPTIONS');
    expect(bench.told.filter((told) => 'messageSent' in told)).toHaveLength(1);
  });

  it('cannot be sent without a connection, to no address, or too long', async () => {
    bench.line.sendMessage('long', '1002', 'ü'.repeat(LONGEST_TEXT));
    expect(await sent('long')).toBe(413);
    bench.line.sendMessage('nowhere', 'a@', 'x');
    expect(await sent('nowhere')).toBe(484);
    connection.cut();
    bench.line.sendMessage('late', '1002', 'x');
    expect(await sent('late')).toBe(408);
  });

  it('is never logged', async () => {
    bench.line.sendMessage('m', '1002', 'a secret');
    await connection.request('MESSAGE');
    connection.send(outsideWith('MESSAGE', 'text/plain', 'another secret'));
    await message();
    expect(bench.logged.join('\n')).toContain('MESSAGE sip:1002@pbx.test');
    expect(bench.logged.join('\n')).not.toContain('secret');
  });
});
