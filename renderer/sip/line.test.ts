import { afterEach, describe, expect, it } from 'vitest';
import { Bench, inDialog, outside } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';

let bench: Bench;
afterEach(() => {
  bench.line.close();
});

describe('a line', () => {
  it('registers and tells for how long', async () => {
    bench = new Bench();
    const connection = await bench.connected();
    bench.line.register(600);
    const register = await connection.request('REGISTER');
    expect(sip.startLine(register)).toBe('REGISTER sip:pbx.test SIP/2.0');
    expect(sip.header(register, 'Contact')).toMatch(/;reg-id=1;\+sip\.instance="<urn:uuid:[^"]+>";expires=600$/);
    connection.send(
      sip.response(register, 200, { headers: [`Contact: ${sip.header(register, 'Contact').replace('600', '90')}`] }),
    );
    expect(await bench.hears('registered')).toEqual({ kind: 'registered', expires: 90 });
  });

  it('calls and is answered', async () => {
    bench = new Bench();
    const connection = await bench.registered();
    bench.line.invite('c1', '600');
    const invite = await connection.request('INVITE');
    expect(sip.startLine(invite)).toBe('INVITE sip:600@pbx.test SIP/2.0');
    expect(sip.body(invite)).toBe(sdp('offer1'));
    connection.send(sip.response(invite, 100));
    connection.send(sip.response(invite, 180, { headers: [sip.REMOTE_CONTACT] }));
    await bench.hearsOf('c1', 'ringing');
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('peer') }));
    await connection.request('ACK');
    await bench.hearsOf('c1', 'established');
    expect(bench.kindsOf('c1')).toEqual(['invite-sent', 'ringing', 'established']);
    expect(bench.media.last.did).toEqual(['offer', 'answer peer']);

    bench.line.bye('c1');
    const bye = await connection.request('BYE');
    expect(sip.startLine(bye)).toBe('BYE sip:peer@10.0.0.9;transport=ws SIP/2.0');
    connection.send(sip.response(bye, 200));
    await bench.hearsOf('c1', 'gone');
    expect(bench.media.last.closed).toBe(true);
  });

  it('is called, rings at once and answers', async () => {
    bench = new Bench();
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { sdp: sdp('caller') });
    connection.send(invite);
    // In the same turn: nothing is waited for.
    expect(connection.received.map(sip.status).slice(-2)).toEqual([100, 180]);
    const arrived = await bench.hearsIncoming();
    expect(arrived.from).toEqual({ name: 'Bob', number: '1002', uri: 'sip:1002@pbx.test' });
    bench.line.accept(arrived.callId);
    const ok = await connection.response(200, 'INVITE');
    expect(sip.body(ok)).toBe(sdp('answer1'));
    connection.send(inDialog('ACK', invite, ok, 1));
    await bench.hearsOf(arrived.callId, 'established');
    connection.send(inDialog('BYE', invite, ok, 2, { headers: ['Reason: Q.850;cause=16'] }));
    expect(await bench.hearsOf(arrived.callId, 'bye')).toEqual({ kind: 'bye', cause: 16 });
    await connection.response(200, 'BYE');
  });

  it('answers OPTIONS', async () => {
    bench = new Bench();
    const connection = await bench.registered();
    connection.send(outside('OPTIONS'));
    await connection.response(200, 'OPTIONS');
  });
});
