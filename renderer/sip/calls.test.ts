import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MicrophoneError } from '../phone/ports';
import { Bench, inDialog } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => {
  bench.line.close();
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a call of ours', () => {
  it('that is refused tells status and phrase', async () => {
    const connection = await bench.registered();
    bench.line.invite('c', '603');
    connection.send(sip.response(await connection.request('INVITE'), 486, { phrase: 'Busy Here' }));
    expect(await bench.hearsOf('c', 'rejected')).toEqual({ kind: 'rejected', status: 486, phrase: 'Busy Here' });
    expect(sip.method(connection.received.at(-1) ?? '')).toBe('ACK');
    expect(bench.media.last.closed).toBe(true);
  });

  it('without a microphone is not sent', async () => {
    const connection = await bench.registered();
    bench.media.prepare = (audio) => (audio.failsWith = new MicrophoneError('denied', 'no'));
    bench.line.invite('c', '600');
    expect(await bench.hearsOf('c', 'no-microphone')).toEqual({ kind: 'no-microphone', problem: 'denied' });
    expect(connection.received.map(sip.method)).not.toContain('INVITE');
    expect(bench.kindsOf('c')).toEqual(['no-microphone']);
  });

  it('ends where the answer cannot be spoken', async () => {
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    bench.media.last.failsWith = new Error('no codec in common');
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('peer') }));
    await connection.request('ACK');
    await connection.request('BYE');
    expect(await bench.hearsOf('c', 'failed')).toEqual({ kind: 'failed', status: 488 });
  });

  it('keeps digits and hold until it is answered', async () => {
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    bench.line.sendDtmf('c', '12#');
    bench.line.setHold('c', true);
    bench.line.setMuted('c', true);
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('peer') }));
    const hold = await connection.request('INVITE');
    expect(sip.body(hold)).toContain('a=sendonly');
    expect(bench.media.last.did).toContain('dtmf 12#');
    expect(bench.media.last.muted).toBe(true);
  });

  it('tells of its media', async () => {
    await bench.outgoing('c');
    bench.media.last.onflow?.(false);
    bench.media.last.onflow?.(true);
    bench.media.last.onfailed?.();
    await turn();
    expect(bench.kindsOf('c').slice(-3)).toEqual(['media-interrupted', 'media-flowing', 'media-failed']);
  });
});

describe('a call of ours that is given up', () => {
  it('is gone 32 s after a CANCEL that nobody answers', async () => {
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    connection.send(sip.response(await connection.request('INVITE'), 180, { headers: [sip.REMOTE_CONTACT] }));
    await bench.hearsOf('c', 'ringing');
    vi.useFakeTimers();
    bench.line.cancel('c');
    await vi.advanceTimersByTimeAsync(32_000);
    vi.useRealTimers();
    await bench.hearsOf('c', 'gone');
  });
});

describe('an UPDATE before the answer', () => {
  it('is answered when it has no offer', async () => {
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { sdp: sdp('caller') });
    connection.send(invite);
    const ringing = await connection.response(180);
    connection.send(inDialog('UPDATE', invite, ringing, 2));
    await connection.response(200, 'UPDATE');
    connection.send(inDialog('UPDATE', invite, ringing, 3, { sdp: sdp('early') }));
    await connection.response(500, 'UPDATE');
  });
});

describe('a call of theirs', () => {
  it('may be cancelled, with a reason', async () => {
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { sdp: sdp('caller') });
    connection.send(invite);
    const { callId } = await bench.hearsIncoming();
    connection.send(
      invite
        .replace(/INVITE/g, 'CANCEL')
        .replace('Max-Forwards', 'Reason: SIP;cause=200;text="Answered by Priya R."\r\nMax-Forwards')
        .replace(/Content-Type[^]*$/, 'Content-Length: 0\r\n\r\n'),
    );
    expect(await bench.hearsOf(callId, 'cancelled')).toEqual({ kind: 'cancelled', cause: 200, by: 'Priya R.' });
    await connection.response(200, 'CANCEL');
    await connection.response(487, 'INVITE');
  });

  it('may be taken back with BYE before it is answered', async () => {
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { sdp: sdp('caller') });
    connection.send(invite);
    const ringing = await connection.response(180);
    const { callId } = await bench.hearsIncoming();
    connection.send(inDialog('BYE', invite, ringing, 2));
    await bench.hearsOf(callId, 'cancelled');
    await connection.response(200, 'BYE');
    await connection.response(487, 'INVITE');
  });

  it('is refused as told', async () => {
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller') }));
    const { callId } = await bench.hearsIncoming();
    bench.line.reject(callId, 603);
    await connection.response(603);
    await bench.hearsOf(callId, 'gone');
  });

  it('without a microphone is refused as unavailable', async () => {
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller') }));
    const { callId } = await bench.hearsIncoming();
    bench.media.last.failsWith = new MicrophoneError('in-use', 'taken');
    bench.line.accept(callId);
    await connection.response(480);
    expect(await bench.hearsOf(callId, 'no-microphone')).toEqual({ kind: 'no-microphone', problem: 'in-use' });
  });

  it('that cannot be spoken does not ring here', async () => {
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller').replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP') }));
    await connection.response(488);
    expect(bench.told.some((told) => 'incoming' in told)).toBe(false);
  });

  it('without an offer gets one, and its answer from the ACK', async () => {
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection);
    connection.send(invite);
    const { callId } = await bench.hearsIncoming();
    bench.line.accept(callId);
    const ok = await connection.response(200, 'INVITE');
    expect(sip.body(ok)).toBe(sdp('offer1'));
    await turn();
    connection.send(inDialog('ACK', invite, ok, 1, { sdp: sdp('late') }));
    await vi.waitUntil(() => bench.media.last.did.at(-1) === 'answer late');
  });

  it('asks for automatic answer in its headers', async () => {
    const connection = await bench.registered();
    connection.send(
      bench.inviteTo(connection, { headers: ['Call-Info: <sip:pbx.test>;answer-after=0'], sdp: sdp('caller') }),
    );
    expect((await bench.hearsIncoming()).answerAfter).toBe(0);
  });

  it('may be anonymous', async () => {
    const connection = await bench.registered();
    connection.send(
      bench.inviteTo(connection, { from: '"Anonymous" <sip:anonymous@anonymous.invalid>', sdp: sdp('caller') }),
    );
    expect((await bench.hearsIncoming()).from).toEqual({
      name: '',
      number: '',
      uri: 'sip:anonymous@anonymous.invalid',
    });
  });

  it('is refused when it wants an extension that nobody has', async () => {
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { headers: ['Require: timer, precondition'], sdp: sdp('caller') }));
    expect(sip.header(await connection.response(420), 'Unsupported')).toBe('precondition');
  });

  it('that was answered while the connection went is answered again on the next', async () => {
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller') }));
    const { callId } = await bench.hearsIncoming();
    bench.line.accept(callId);
    await connection.response(200, 'INVITE');
    connection.cut();
    const second = await bench.connected();
    // RFC 3261, section 13.3.1.4: the 200 is repeated until its ACK.
    await second.response(200, 'INVITE');
  });
});

describe('an answered call', () => {
  it('is held and taken back by them, per re-INVITE', async () => {
    const { connection, id, invite, ok } = await bench.incoming();
    connection.send(inDialog('INVITE', invite, ok, 2, { sdp: sdp('hold', 'inactive') }));
    const held = await connection.response(200, 'INVITE');
    expect(sip.header(held, 'Contact')).not.toBe('');
    connection.send(inDialog('ACK', invite, ok, 2));
    expect(await bench.hearsOf(id, 'remote-hold')).toEqual({ kind: 'remote-hold', on: true });
    connection.send(inDialog('INVITE', invite, ok, 3, { sdp: sdp('back') }));
    await connection.response(200, 'INVITE');
    connection.send(inDialog('ACK', invite, ok, 3));
    expect(await bench.hearsOf(id, 'remote-hold')).toEqual({ kind: 'remote-hold', on: false });
  });

  it('makes an offer where their re-INVITE has none', async () => {
    const { connection, invite, ok } = await bench.incoming();
    connection.send(inDialog('INVITE', invite, ok, 2));
    const offer = await connection.response(200, 'INVITE');
    expect(sip.body(offer)).toContain('o=offer');
    connection.send(inDialog('ACK', invite, ok, 2, { sdp: sdp('theirs') }));
    await vi.waitUntil(() => bench.media.last.did.at(-1) === 'answer theirs');
  });

  it('refuses a re-INVITE that it cannot speak and goes on', async () => {
    const { connection, id, invite, ok } = await bench.incoming();
    bench.media.last.failsWith = new Error('no codec');
    connection.send(inDialog('INVITE', invite, ok, 2, { sdp: sdp('video') }));
    await connection.response(488, 'INVITE');
    expect(bench.kindsOf(id)).toEqual(['established']);
  });

  it('refuses a re-INVITE while its own is on the way', async () => {
    const { connection, id, invite, ok } = await bench.incoming();
    bench.line.setHold(id, true);
    connection.send(inDialog('INVITE', invite, ok, 2, { sdp: sdp('glare') }));
    await connection.response(491, 'INVITE');
  });

  it('holds and takes back', async () => {
    const { connection, id } = await bench.incoming();
    for (const [on, direction] of [
      [true, 'sendonly'],
      [false, 'sendrecv'],
    ] as const) {
      bench.line.setHold(id, on);
      const reinvite = await connection.request('INVITE');
      expect(sip.body(reinvite)).toContain(`a=${direction}`);
      connection.send(sip.response(reinvite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('ok') }));
      await connection.request('ACK');
      expect(await bench.hearsOf(id, 'local-hold')).toEqual({ kind: 'local-hold', on });
    }
  });

  it('sends digits by INFO where RFC 4733 was not negotiated, one after the other, and logs none', async () => {
    const { connection, id } = await bench.incoming();
    bench.media.last.telephoneEvents = false;
    bench.line.sendDtmf(id, '7a');
    const info = await connection.request('INFO');
    expect(sip.body(info)).toBe('Signal=7\r\nDuration=160\r\n');
    await turn();
    expect(connection.received.at(-1)).toBe(info);
    connection.send(sip.response(info, 200));
    expect(sip.body(await connection.request('INFO'))).toContain('Signal=A');
    expect(bench.logged.join('\n')).not.toContain('Signal=7');
  });

  it('ends for both when a re-INVITE finds that it is gone', async () => {
    const { connection, id } = await bench.incoming();
    bench.line.setHold(id, true);
    connection.send(sip.response(await connection.request('INVITE'), 481));
    expect(await bench.hearsOf(id, 'failed')).toEqual({ kind: 'failed', status: 481 });
    await connection.request('BYE');
  });

  it('leaves nothing behind when it has ended', async () => {
    const { connection, invite } = await bench.outgoing('c');
    const ack = connection.received.at(-1) ?? '';
    connection.send(inDialog('BYE', invite, ack, 1));
    await bench.hearsOf('c', 'bye');
    const { context, calls } = bench.line as unknown as {
      calls: Map<string, unknown>;
      context: { ua: { _sessions: object }; core: { dialogs: Map<string, unknown> } };
    };
    expect(calls.size).toBe(0);
    expect(Object.keys(context.ua._sessions)).toEqual([]);
    expect(context.core.dialogs.size).toBe(0);
    expect(bench.media.last.closed).toBe(true);
  });
});

describe('two calls at a time', () => {
  it('do not disturb each other', async () => {
    const { connection, id } = await bench.incoming();
    bench.line.invite('second', '601');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('second') }));
    await bench.hearsOf('second', 'established');
    bench.line.bye('second');
    connection.send(sip.response(await connection.request('BYE'), 200));
    await bench.hearsOf('second', 'gone');
    expect(bench.kindsOf(id)).toEqual(['established']);
  });
});
