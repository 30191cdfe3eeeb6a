import { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import { describe, expect, it } from 'vitest';
import { lists, reasonCause, sdpOf, seconds } from './headers';
import { KeepAlive } from './keep-alive';
import { callIdOf, forLog, forTrace } from './message-log';
import { TraceBook } from './trace';

describe('keep-alive', () => {
  const open = () => {
    const did: string[] = [];
    const clock = { now: 0 };
    const keepAlive = new KeepAlive({
      crlf: () => did.push('crlf'),
      options: () => did.push('options'),
      alive: () => did.push('alive'),
      now: () => clock.now,
    });
    return { did, clock, keepAlive };
  };

  it('asks in both ways until it knows the server', () => {
    const { did, keepAlive } = open();
    keepAlive.ping();
    keepAlive.optionsAnswered();
    keepAlive.ping();
    expect(did).toEqual(['crlf', 'options', 'options']);
  });

  it('stays with CRLF once that was answered, for this server', () => {
    const { did, keepAlive } = open();
    keepAlive.pong();
    keepAlive.optionsAnswered();
    keepAlive.reset(true);
    keepAlive.ping();
    expect(did).toEqual(['crlf']);
    keepAlive.reset(false);
    keepAlive.ping();
    expect(did).toEqual(['crlf', 'crlf', 'options']);
  });

  it('reports once a second, and at once after a ping', () => {
    const { did, clock, keepAlive } = open();
    for (const at of [0, 10, 999, 1000, 1500]) {
      clock.now = at;
      keepAlive.heard();
    }
    expect(did).toEqual(['alive', 'alive']);
    keepAlive.ping();
    keepAlive.heard();
    expect(did.filter((what) => what === 'alive')).toHaveLength(3);
  });
});

describe('a message in the log', () => {
  it('shows no credentials, whatever their form', () => {
    const text = forLog(
      'REGISTER sip:a SIP/2.0\r\nauthorization : Digest response="secret",\r\n cnonce="secret"\r\nProxy-Authorization: secret\r\nTo: x\r\n\r\n',
    );
    expect(text).not.toContain('secret');
    expect(text).toContain('authorization: ***\nProxy-Authorization: ***\nTo: x');
  });

  it('shows a description without its keys, and of other bodies the length', () => {
    expect(forLog('INVITE a\r\nc: application/sdp\r\n\r\nv=0\r\na=ice-pwd:secret\r\n')).toMatch(
      /v=0\na=ice-pwd:\*\*\*$/,
    );
    expect(forLog('INFO a\r\nContent-Type: application/dtmf-relay\r\n\r\nSignal=5\r\n')).toMatch(/\(10 characters\)$/);
  });

  it('stands whole in the trace, and an address there has no password', () => {
    const long = 'x'.repeat(50_000);
    const text = forTrace(
      `INVITE sip:ada:secret@pbx.test SIP/2.0\r\ni: 7@pbx\r\nAuthorization: secret\r\nSubject: ${long}\r\n\r\n`,
    );
    expect(text).toContain(`INVITE sip:ada:***@pbx.test SIP/2.0\ni: 7@pbx\nAuthorization: ***\nSubject: ${long}`);
    expect(text).not.toContain('secret');
    expect(callIdOf(text)).toBe('7@pbx');
    expect(callIdOf('OPTIONS a SIP/2.0\r\n\r\nCall-ID: in the body')).toBe('');
  });

  it('is not endless', () => {
    expect(forLog(`INVITE a\r\nSubject: ${'x'.repeat(50_000)}\r\n\r\n`).length).toBeLessThan(4100);
  });
});

describe('headers', () => {
  const message = (headers: Record<string, string>, body = '') => {
    const made = new IncomingRequestMessage();
    for (const [name, value] of Object.entries(headers)) made.addHeader(name, value);
    made.body = body;
    return made;
  };

  it.each([
    ['SIP;cause=200;text="Call completed elsewhere"', 200],
    ['Q.850;cause=16;text="Terminated"', 16],
    ['Q.850;cause=16, SIP ;cause = 603', 603],
    ['preemption;cause=1', 0],
    ['nonsense', 0],
  ])('the cause of %s is %i', (value, cause) => {
    expect(reasonCause(message({ reason: value }))).toBe(cause);
  });

  it('that count seconds are numbers or nothing', () => {
    expect(seconds(message({ 'retry-after': '120 (maintenance);duration=3' }), 'retry-after')).toBe(120);
    expect(seconds(message({ 'retry-after': 'soon' }), 'retry-after')).toBeUndefined();
    expect(seconds(message({}), 'retry-after')).toBeUndefined();
  });

  it('that list are read', () => {
    expect(lists(message({ supported: 'Timer, 100rel' }), 'supported', 'timer')).toBe(true);
    expect(lists(message({ supported: 'timers' }), 'supported', 'timer')).toBe(false);
  });

  it('say whether a body is a description', () => {
    expect(sdpOf(message({ 'content-type': 'Application/SDP;charset=utf-8' }, 'v=0'))).toBe('v=0');
    expect(sdpOf(message({ 'content-type': 'application/sdpx' }, 'v=0'))).toBeUndefined();
    expect(sdpOf(message({ 'content-type': 'application/sdp' }))).toBeUndefined();
  });
});

it('the trace takes messages while it is on, tells the console, and forgets the oldest', () => {
  const said: string[] = [];
  const trace = new TraceBook({ debug: (text: string) => void said.push(text) });
  const message = (text: string) => ({ at: 1, way: 'sent', line: 'a', callId: 'c', text }) as const;
  trace.add(message('unheard'));
  expect(trace.messages).toEqual([]);
  trace.setOn(true);
  for (let number = 0; number < 2_010; number += 1) trace.add(message(String(number)));
  expect(trace.messages).toHaveLength(2_000);
  expect(trace.messages.at(-1)?.text).toBe('2009');
  expect(said[0]).toBe('SIP sent\n0');
  trace.clear();
  expect(trace.messages).toEqual([]);
});
