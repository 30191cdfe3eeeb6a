import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { agree, parseSessionExpires, sessionExpiresHeaders, SessionTimer } from './session-timer';
import { Bench, inDialog } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the headers', () => {
  it.each([
    ['1800', { interval: 1800, refresher: undefined }],
    ['90;refresher=uac', { interval: 90, refresher: 'uac' }],
    [' 90 ; Refresher = UAS ', { interval: 90, refresher: 'uas' }],
    ['soon', undefined],
    ['', undefined],
  ])('%j', (value, read) => {
    expect(parseSessionExpires(value)).toEqual(read);
  });

  it('say who refreshes (RFC 4028, table 2)', () => {
    expect(agree(undefined, true)).toBeUndefined();
    expect(agree({ interval: 90, refresher: undefined }, true)?.refresher).toBe('uac');
    expect(agree({ interval: 90, refresher: 'uas' }, true)?.refresher).toBe('uas');
    // A proxy asks, but the caller knows nothing of it.
    expect(agree({ interval: 90, refresher: undefined }, false)?.refresher).toBe('uas');
    expect(sessionExpiresHeaders({ interval: 90, refresher: 'uac' })).toEqual([
      'Session-Expires: 90;refresher=uac',
      'Require: timer',
    ]);
  });
});

describe('the timer', () => {
  it.each([
    ['refreshes at half of it as the refresher', 'uac', 'uac', 45_000, 'refresh'],
    ['gives up before the end where the other refreshes', 'uas', 'uac', 60_000, 'expired'],
    ['refreshes at half of it when called and asked to', 'uas', 'uas', 45_000, 'refresh'],
  ] as const)('%s', (_what, refresher, we, at, what) => {
    const happened: string[] = [];
    const timer = new SessionTimer(
      () => happened.push('refresh'),
      () => happened.push('expired'),
    );
    timer.agreed({ interval: 90, refresher }, we);
    vi.advanceTimersByTime(at - 1);
    expect(happened).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(happened).toEqual([what]);
    timer.stop();
    vi.advanceTimersByTime(100_000);
    expect(happened).toEqual([what]);
  });
});

describe('a call', () => {
  const open = async (headers: readonly string[]) => {
    vi.useRealTimers();
    const bench = new Bench();
    const connection = await bench.registered();
    vi.useFakeTimers();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT, ...headers], sdp: sdp('peer') }));
    const ack = await connection.request('ACK');
    await bench.hearsOf('c', 'established');
    return { bench, connection, invite, ack };
  };

  it('asks for half an hour', async () => {
    const { bench, invite } = await open([]);
    expect(sip.header(invite, 'Session-Expires')).toBe('1800');
    expect(sip.header(invite, 'Min-SE')).toBe('90');
    expect(sip.header(invite, 'Supported')).toContain('timer');
    bench.line.close();
  });

  it('is refreshed with UPDATE where the other side takes it', async () => {
    const { bench, connection } = await open(['Session-Expires: 90;refresher=uac', 'Allow: INVITE, UPDATE']);
    await vi.advanceTimersByTimeAsync(45_000);
    const update = await connection.request('UPDATE');
    expect(sip.header(update, 'Session-Expires')).toBe('90;refresher=uac');
    expect(sip.body(update)).toBe('');
    connection.send(sip.response(update, 200, { headers: ['Session-Expires: 90;refresher=uac'] }));
    await vi.advanceTimersByTimeAsync(45_000);
    await connection.request('UPDATE');
    bench.line.close();
  });

  it('is refreshed with INVITE where it does not, again after a 422', async () => {
    const { bench, connection } = await open(['Session-Expires: 90;refresher=uac', 'Allow: INVITE']);
    await vi.advanceTimersByTimeAsync(45_000);
    connection.send(sip.response(await connection.request('INVITE'), 422, { headers: ['Min-SE: 200'] }));
    await vi.advanceTimersByTimeAsync(0);
    const again = await connection.request('INVITE');
    expect(sip.header(again, 'Session-Expires')).toBe('200;refresher=uac');
    connection.send(
      sip.response(again, 200, {
        headers: [sip.REMOTE_CONTACT, 'Session-Expires: 200;refresher=uac'],
        sdp: sdp('same'),
      }),
    );
    await connection.request('ACK');
    bench.line.close();
  });

  it('ends when nobody refreshes it', async () => {
    const { bench, connection } = await open(['Session-Expires: 90;refresher=uas']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await bench.hearsOf('c', 'failed')).toEqual({ kind: 'failed', status: 408 });
    await connection.request('BYE');
    bench.line.close();
  });

  it('goes on while the other side refreshes it', async () => {
    const { bench, connection, invite, ack } = await open(['Session-Expires: 90;refresher=uas']);
    await vi.advanceTimersByTimeAsync(50_000);
    const refresh = { headers: ['Session-Expires: 90;refresher=uac', 'Supported: timer'] };
    connection.send(inDialog('UPDATE', invite, ack, 1, refresh));
    await vi.advanceTimersByTimeAsync(50_000);
    expect(bench.kindsOf('c')).toEqual(['invite-sent', 'established']);
    bench.line.close();
  });

  it('ends when a refresh finds that the call is gone', async () => {
    const { bench, connection } = await open(['Session-Expires: 90;refresher=uac', 'Allow: UPDATE']);
    await vi.advanceTimersByTimeAsync(45_000);
    connection.send(sip.response(await connection.request('UPDATE'), 481));
    expect(await bench.hearsOf('c', 'failed')).toEqual({ kind: 'failed', status: 481 });
    bench.line.close();
  });

  it('is tried again with the interval that a 422 demands, with the same offer', async () => {
    vi.useRealTimers();
    const bench = new Bench();
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 422, { headers: ['Min-SE: 3600'] }));
    const again = await connection.request('INVITE');
    expect(sip.header(again, 'Session-Expires')).toBe('3600');
    expect(sip.header(again, 'Min-SE')).toBe('3600');
    expect(sip.body(again)).toBe(sip.body(invite));
    connection.send(sip.response(again, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('peer') }));
    await bench.hearsOf('c', 'established');
    expect(bench.media.audios).toHaveLength(1);
    bench.line.close();
  });

  it('that comes with too short an interval is told the shortest', async () => {
    vi.useRealTimers();
    const bench = new Bench();
    const connection = await bench.registered();
    connection.send(
      bench.inviteTo(connection, { headers: ['Session-Expires: 60', 'Supported: timer'], sdp: sdp('caller') }),
    );
    expect(sip.header(await connection.response(422), 'Min-SE')).toBe('90');
    bench.line.close();
  });

  it('that comes with an interval is answered with one', async () => {
    vi.useRealTimers();
    const bench = new Bench();
    const { ok } = await bench.incoming(['Session-Expires: 600', 'Supported: timer']);
    expect(sip.header(ok, 'Session-Expires')).toBe('600;refresher=uac');
    expect(sip.header(ok, 'Require')).toBe('timer');
    bench.line.close();
  });
});
