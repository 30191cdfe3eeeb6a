import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bench, inDialog } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';
import type { ScriptedConnection } from './testing/scripted-server';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => {
  bench.line.close();
  vi.useRealTimers();
});
const turn = () => new Promise((resolve) => setImmediate(resolve));
const count = (connection: ScriptedConnection, method: string) =>
  connection.received.filter((text) => sip.method(text) === method).length;

/** A call of ours that was answered, and what the other side can say in it. */
async function talking() {
  const { connection, invite } = await bench.outgoing('c');
  const ack = connection.received.at(-1) ?? '';
  let cseq = 0;
  const theySend = (method: string, headers: readonly string[], body = '') => {
    const text = inDialog(method, invite, ack, ++cseq, { headers });
    connection.send(
      body === ''
        ? text
        : text.replace('Content-Length: 0', `Content-Type: message/sipfrag\r\nContent-Length: ${body.length}`) + body,
    );
  };
  const notify = (status: string, state: string, event = 'refer') => {
    theySend('NOTIFY', [`Event: ${event}`, `Subscription-State: ${state}`], `SIP/2.0 ${status}\r\n`);
  };
  return { connection, invite, ack, theySend, notify };
}

describe('passing a call on', () => {
  it('tells the progress and the outcome', async () => {
    const { connection, notify } = await talking();
    bench.line.refer('c', { kind: 'blind', target: '1003' });
    const refer = await connection.request('REFER');
    expect(sip.header(refer, 'Refer-To')).toBe('<sip:1003@pbx.test>');
    expect(sip.header(refer, 'Referred-By')).toBe('<sip:1001@pbx.test>');
    expect(sip.header(refer, 'Contact')).toContain('.invalid');
    connection.send(sip.response(refer, 202));
    notify('100 Trying', 'active;expires=60');
    notify('180 Ringing', 'active;expires=60');
    notify('200 OK', 'terminated;reason=noresource');
    await connection.response(200, 'NOTIFY');
    await vi.waitUntil(() => bench.kindsOf('c').filter((kind) => kind === 'transfer').length === 3);
    expect(bench.told.flatMap((told) => ('call' in told && told.call.kind === 'transfer' ? [told.call] : []))).toEqual([
      { kind: 'transfer', status: 100, final: false },
      { kind: 'transfer', status: 180, final: false },
      { kind: 'transfer', status: 200, final: true },
    ]);
    // The end of the call is the phone's: no BYE by itself.
    expect(count(connection, 'BYE')).toBe(0);
  });

  it.each([603, 405, 481, 202])('that is answered %s, and what then', async (status) => {
    const { connection } = await talking();
    bench.line.refer('c', { kind: 'blind', target: 'tel:+49 30 1' });
    const refer = await connection.request('REFER');
    expect(sip.header(refer, 'Refer-To')).toBe('<sip:+49301@pbx.test>');
    connection.send(sip.response(refer, status, { headers: ['Refer-Sub: false'] }));
    expect(await bench.hearsOf('c', 'transfer')).toEqual({ kind: 'transfer', status, final: true });
    expect(bench.line.dialog('c')).not.toBeNull();
  });

  it('comes back when the other one refuses', async () => {
    const { connection, notify } = await talking();
    bench.line.refer('c', { kind: 'blind', target: '1003' });
    notify('486 Busy Here', 'terminated;reason=noresource');
    expect(await bench.hearsOf('c', 'transfer')).toEqual({ kind: 'transfer', status: 486, final: true });
    // A NOTIFY may overtake the 202.
    connection.send(sip.response(await connection.request('REFER'), 202));
    await turn();
    expect(bench.kindsOf('c').filter((kind) => kind === 'transfer')).toHaveLength(1);
  });

  it('waits on where the other side ends its subscription with each NOTIFY, as SIP.js does', async () => {
    const { connection, notify } = await talking();
    bench.line.refer('c', { kind: 'blind', target: '1003' });
    connection.send(sip.response(await connection.request('REFER'), 202));
    notify('100 Trying', 'terminated');
    notify('180 Ringing', 'terminated');
    notify('200 OK', 'terminated');
    for (const status of [100, 180, 200]) {
      expect(await bench.hearsOf('c', 'transfer')).toEqual({ kind: 'transfer', status, final: status === 200 });
    }
  });

  it('that nothing is told of ends after 32 s, and leaves the call as it is', async () => {
    const { connection } = await talking();
    vi.useFakeTimers();
    bench.line.refer('c', { kind: 'blind', target: '1003' });
    connection.send(sip.response(connection.received.at(-1) ?? '', 202));
    await vi.advanceTimersByTimeAsync(31_900);
    expect(bench.kindsOf('c')).not.toContain('transfer');
    await vi.advanceTimersByTimeAsync(200);
    expect(await bench.hearsOf('c', 'transfer')).toEqual({ kind: 'transfer', status: 408, final: true });
    expect(count(connection, 'BYE')).toBe(0);
  });

  it('that rings without end is given back when its subscription runs out', async () => {
    const { connection, notify } = await talking();
    vi.useFakeTimers();
    bench.line.refer('c', { kind: 'blind', target: '1003' });
    connection.send(sip.response(connection.received.at(-1) ?? '', 202));
    notify('180 Ringing', 'active;expires=60');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bench.told.at(-1)).toEqual({ id: 'c', call: { kind: 'transfer', status: 408, final: true } });
  });

  it('is not sent without a connection, also not afterwards', async () => {
    const { connection } = await talking();
    connection.cut();
    await bench.hears('disconnected');
    bench.line.refer('c', { kind: 'blind', target: '1003' });
    expect(await bench.hearsOf('c', 'transfer')).toEqual({ kind: 'transfer', status: 503, final: true });
    const second = await bench.connected();
    await turn();
    expect(count(second, 'REFER')).toBe(0);
  });

  it('to no address, or of no call, is told', async () => {
    await talking();
    bench.line.refer('c', { kind: 'blind', target: 'sip:@@' });
    expect((await bench.hearsOf('c', 'transfer')).status).toBe(484);
    bench.line.refer('nobody', { kind: 'blind', target: '1003' });
    expect((await bench.hearsOf('nobody', 'transfer')).status).toBe(481);
  });

  it('refuses NOTIFYs of a transfer that is not there', async () => {
    const { connection, notify } = await talking();
    notify('200 OK', 'terminated;reason=noresource');
    await connection.response(481, 'NOTIFY');
    expect(bench.kindsOf('c')).not.toContain('transfer');
  });

  it('does not take the end of one transfer for that of the next', async () => {
    const { connection, notify } = await talking();
    bench.line.refer('c', { kind: 'blind', target: '1003' });
    const first = await connection.request('REFER');
    connection.send(sip.response(first, 403));
    await bench.hearsOf('c', 'transfer');
    bench.line.refer('c', { kind: 'blind', target: '1004' });
    connection.send(sip.response(await connection.request('REFER'), 202));
    notify('603 Decline', 'terminated', `refer;id=${sip.cseq(first)}`);
    await connection.response(481, 'NOTIFY');
    notify('200 OK', 'terminated', `refer;id=${sip.cseq(first) + 1}`);
    expect((await bench.hearsOf('c', 'transfer')).status).toBe(200);
  });

  it('attended names the other call, escaped', async () => {
    const { connection } = await talking();
    bench.line.invite('second', '1003');
    const invite = await connection.request('INVITE');
    expect(bench.line.dialog('second')).toBeNull();
    connection.send(
      sip.response(invite, 200, {
        toTag: 'a%b',
        headers: ['Contact: <sip:1003@10.0.0.7:5061;transport=ws>'],
        sdp: sdp('third'),
      }),
    );
    await bench.hearsOf('second', 'established');
    const dialog = bench.line.dialog('second');
    if (dialog === null) throw new Error('no dialog');
    expect(dialog).toEqual({
      callId: sip.header(invite, 'Call-ID'),
      localTag: sip.tag(sip.header(invite, 'From')),
      remoteTag: 'a%b',
      remoteUri: 'sip:1003@10.0.0.7:5061;transport=ws',
      early: false,
    });
    bench.line.refer('c', { kind: 'attended', with: { ...dialog, callId: 'x@y' } });
    expect(sip.header(await connection.request('REFER'), 'Refer-To')).toBe(
      `<sip:1003@10.0.0.7:5061;transport=ws?Replaces=x%40y%3Bto-tag%3Da%25b%3Bfrom-tag%3D${dialog.localTag}>`,
    );
  });
});

describe('being asked to call somebody else', () => {
  const REFER_TO = 'Refer-To: <sip:1003@pbx.test>';

  it('tells who asks, and what becomes of the call that follows', async () => {
    const { connection, theySend } = await talking();
    theySend('REFER', [REFER_TO, 'Referred-By: "Bob" <sip:1002@pbx.test>;cid="x"']);
    expect(await bench.hearsOf('c', 'referred')).toEqual({
      kind: 'referred',
      target: 'sip:1003@pbx.test',
      attended: false,
      referredBy: 'sip:1002@pbx.test',
      replaces: null,
    });
    bench.line.acceptReferral('c', 'new');
    bench.line.invite('new', 'sip:1003@pbx.test', { referredBy: 'sip:1002@pbx.test' });
    await connection.response(202, 'REFER');
    const trying = await connection.request('NOTIFY');
    expect(sip.header(trying, 'Event')).toBe('refer');
    expect(sip.header(trying, 'Subscription-State')).toMatch(/^active;expires=\d+$/);
    expect(sip.header(trying, 'Content-Type')).toMatch(/^message\/sipfrag/);
    expect(sip.body(trying)).toBe('SIP/2.0 100 Trying\r\n');
    const invite = await connection.request('INVITE');
    expect(sip.header(invite, 'Referred-By')).toBe('<sip:1002@pbx.test>');
    connection.send(sip.response(invite, 180, { headers: [sip.REMOTE_CONTACT] }));
    expect(sip.body(await connection.request('NOTIFY'))).toBe('SIP/2.0 180 Ringing\r\n');
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('third') }));
    const done = await connection.request('NOTIFY');
    expect(sip.body(done)).toBe('SIP/2.0 200 OK\r\n');
    expect(sip.header(done, 'Subscription-State')).toMatch(/^terminated/);
  });

  it('tells of a refusal', async () => {
    const { connection, theySend } = await talking();
    theySend('REFER', ['r: <tel:+4930123>']);
    expect((await bench.hearsOf('c', 'referred')).target).toBe('tel:+4930123');
    bench.line.acceptReferral('c', 'new');
    bench.line.invite('new', 'tel:+4930123');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 486));
    await connection.next((text) => text.includes('SIP/2.0 486') && sip.method(text) === 'NOTIFY');
  });

  it('attended takes the place of another call', async () => {
    const { connection, theySend } = await talking();
    theySend('REFER', [
      'Refer-To: <sip:1003@10.0.0.7;transport=ws?Replaces=a%40b%3Bto-tag%3Dt1%3Bfrom-tag%3Df1&Require=replaces>',
    ]);
    const { attended, replaces, target } = await bench.hearsOf('c', 'referred');
    expect(attended).toBe(true);
    expect(target).toBe('sip:1003@10.0.0.7;transport=ws');
    if (replaces === null) throw new Error('no Replaces');
    bench.line.acceptReferral('c', 'new');
    bench.line.invite('new', target, { replaces });
    const invite = await connection.request('INVITE');
    expect(sip.header(invite, 'Replaces')).toBe('a@b;to-tag=t1;from-tag=f1');
    expect(sip.header(invite, 'Require')).toContain('replaces');
  });

  it('answers 202 after a while when the user has not decided, and says later that it was refused', async () => {
    const { connection, theySend } = await talking();
    vi.useFakeTimers();
    theySend('REFER', [REFER_TO]);
    await vi.advanceTimersByTimeAsync(4900);
    expect(connection.received.some((text) => sip.header(text, 'CSeq').endsWith('REFER'))).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await connection.response(202, 'REFER');
    expect(sip.body(await connection.request('NOTIFY'))).toContain('100 Trying');
    bench.line.refuseReferral('c');
    const refused = await connection.request('NOTIFY');
    expect(sip.body(refused)).toContain('SIP/2.0 603');
    expect(sip.header(refused, 'Subscription-State')).toMatch(/^terminated/);
  });

  it('waits for the user as long as it said, and not beyond', async () => {
    const { connection, theySend } = await talking();
    vi.useFakeTimers();
    theySend('REFER', [REFER_TO]);
    await vi.advanceTimersByTimeAsync(184_000);
    expect(bench.kindsOf('c')).not.toContain('referral-over');
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    await bench.hearsOf('c', 'referral-over');
    await connection.next((text) => text.includes('SIP/2.0 603') && sip.method(text) === 'NOTIFY');
    bench.line.acceptReferral('c', 'new');
    bench.line.invite('new', 'sip:1003@pbx.test');
    await connection.request('INVITE');
    expect(count(connection, 'NOTIFY')).toBe(2);
  });

  it('is no question any more once the other side has forgotten that it asked', async () => {
    const { connection, theySend } = await talking();
    vi.useFakeTimers();
    theySend('REFER', [REFER_TO]);
    await vi.advanceTimersByTimeAsync(5_100);
    vi.useRealTimers();
    connection.send(sip.response(await connection.request('NOTIFY'), 481));
    await bench.hearsOf('c', 'referral-over');
  });

  it('says nothing to whoever does not want to be told (RFC 4488)', async () => {
    const { connection, theySend } = await talking();
    theySend('REFER', [REFER_TO, 'Refer-Sub: false']);
    await bench.hearsOf('c', 'referred');
    bench.line.acceptReferral('c', 'new');
    expect(sip.header(await connection.response(202, 'REFER'), 'Refer-Sub')).toBe('false');
    await turn();
    expect(count(connection, 'NOTIFY')).toBe(0);
  });

  it('one at a time, and not for ever', async () => {
    const { connection, theySend } = await talking();
    theySend('REFER', [REFER_TO]);
    for (let more = 0; more < 50; more++) theySend('REFER', [REFER_TO]);
    await turn();
    expect(bench.kindsOf('c').filter((kind) => kind === 'referred')).toHaveLength(1);
    for (let more = 0; more < 10; more++) {
      bench.line.refuseReferral('c');
      theySend('REFER', [REFER_TO]);
    }
    await turn();
    expect(bench.kindsOf('c').filter((kind) => kind === 'referred')).toHaveLength(3);
    expect(connection.received.filter((text) => sip.status(text) === 603)).toHaveLength(61);
  });

  it.each([
    ['nothing', []],
    ['two targets', ['Refer-To: <sip:1@a>, <sip:2@b>']],
    ['another method', ['Refer-To: <sip:1003@pbx.test;method=BYE>']],
    ['a page', ['Refer-To: <https://evil.test/>']],
    ['a broken Replaces', ['Refer-To: <sip:1003@pbx.test?Replaces=oops>']],
    ['a header in the escapes', ['Refer-To: <sip:1003@pbx.test?Replaces=a%0d%0aX:y%3Bto-tag%3D1%3Bfrom-tag%3D2>']],
  ])('for %s is refused', async (_name, headers) => {
    const { connection, theySend } = await talking();
    theySend('REFER', headers);
    await connection.response(400, 'REFER');
    expect(bench.kindsOf('c')).not.toContain('referred');
  });

  it('is over with the call', async () => {
    const { connection, theySend } = await talking();
    theySend('REFER', [REFER_TO]);
    await bench.hearsOf('c', 'referred');
    theySend('BYE', []);
    await connection.response(481, 'REFER');
    bench.line.acceptReferral('c', 'new');
    await turn();
    expect(count(connection, 'NOTIFY')).toBe(0);
  });
});

describe('a call that is to take the place of another (Replaces)', () => {
  const replaces = (invite: string, answer: string, more = '') => {
    const [from, to] = [sip.tag(sip.header(invite, 'From')), sip.tag(sip.header(answer, 'To'))];
    return (ourTag: 'from' | 'to') =>
      ourTag === 'from'
        ? `Replaces: ${sip.header(invite, 'Call-ID')};to-tag=${from};from-tag=${to}${more}`
        : `Replaces: ${sip.header(invite, 'Call-ID')};to-tag=${to};from-tag=${from}${more}`;
  };

  it('names the call, and does not ring', async () => {
    const { connection, id, invite, ok } = await bench.incoming();
    expect(sip.header(ok, 'Supported')).toContain('replaces');
    connection.send(
      bench.inviteTo(connection, { headers: [replaces(invite, ok)('to'), 'Require: replaces'], sdp: sdp('new') }),
    );
    const incoming = await bench.hearsIncoming();
    expect(incoming.replaces).toBe(id);
    bench.line.accept(incoming.callId);
    await connection.response(200, 'INVITE');
    expect(connection.received.filter((text) => sip.status(text) === 180)).toHaveLength(1);
    bench.line.bye(id);
    await connection.request('BYE');
  });

  it('takes the place of a call of ours that still rings', async () => {
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    const ringing = sip.response(invite, 180, { headers: [sip.REMOTE_CONTACT] });
    connection.send(ringing);
    await bench.hearsOf('c', 'ringing');
    connection.send(
      bench.inviteTo(connection, { headers: [replaces(invite, ringing, ';early-only')('from')], sdp: sdp('new') }),
    );
    expect((await bench.hearsIncoming()).replaces).toBe('c');
  });

  it.each([
    ['a call that is not there', 481, 'Replaces: nobody@nowhere;to-tag=1;from-tag=2'],
    ['nothing', 400, 'Replaces: nobody'],
    ['two', 400, 'Replaces: a;to-tag=1;from-tag=2\r\nReplaces: b;to-tag=1;from-tag=2'],
  ])('is refused for %s', async (_name, status, header) => {
    const { connection } = await bench.incoming();
    connection.send(bench.inviteTo(connection, { headers: [header], sdp: sdp('new') }));
    await connection.response(status, 'INVITE');
    expect(bench.told.filter((told) => 'incoming' in told)).toHaveLength(1);
  });

  it('is refused with the tags the wrong way round', async () => {
    const { connection, invite, ok } = await bench.incoming();
    connection.send(bench.inviteTo(connection, { headers: [replaces(invite, ok)('from')], sdp: sdp('new') }));
    await connection.response(481, 'INVITE');
  });

  it('is refused for a call that is answered, where only one that rings was meant', async () => {
    const { connection, invite, ok } = await bench.incoming();
    connection.send(
      bench.inviteTo(connection, { headers: [replaces(invite, ok, ';early-only')('to')], sdp: sdp('new') }),
    );
    await connection.response(486, 'INVITE');
  });

  it('may not take away a call that rings here', async () => {
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { sdp: sdp('caller') });
    connection.send(invite);
    const ringing = await connection.response(180);
    await bench.hearsIncoming();
    connection.send(bench.inviteTo(connection, { headers: [replaces(invite, ringing)('to')], sdp: sdp('thief') }));
    await connection.response(481, 'INVITE');
  });
});
