/**
 * The faults of SIP.js 0.21.2 by their numbers in FACTS.md. "plain" is SIP.js as it comes, and shows that the fault is
 * there; the test beside it shows that it is not here.
 */
import { Inviter } from 'sip.js/lib/api/inviter.js';
import { Registerer } from 'sip.js/lib/api/registerer.js';
import { RegistererState } from 'sip.js/lib/api/registerer-state.js';
import { SessionState } from 'sip.js/lib/api/session-state.js';
import type { Invitation } from 'sip.js/lib/api/invitation.js';
import { UserAgent } from 'sip.js/lib/api/user-agent.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Bench, inDialog, outside } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';
import { plainPhone, target } from './testing/plain';
import { ScriptedServer, type ScriptedConnection } from './testing/scripted-server';

let bench: Bench | undefined;
const open = (...args: ConstructorParameters<typeof Bench>) => (bench = new Bench(...args));
afterEach(() => {
  bench?.line.close();
  bench = undefined;
  vi.useRealTimers();
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
const methods = (connection: ScriptedConnection) => connection.received.map(sip.method).filter(Boolean);

async function plainCall() {
  const phone = await plainPhone(new ScriptedServer());
  const inviter = new Inviter(phone.ua, target);
  await inviter.invite();
  const invite = await phone.connection.request('INVITE');
  phone.connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('peer') }));
  await phone.connection.request('ACK');
  await vi.waitUntil(() => inviter.state === SessionState.Established);
  return { ...phone, inviter, invite };
}

describe('fault 1: a forked call', () => {
  const early = (invite: string) =>
    sip.response(invite, 183, { toTag: 'A', headers: [sip.REMOTE_CONTACT], sdp: sdp('forkA') });
  const answer = (invite: string) =>
    sip.response(invite, 200, { toTag: 'B', headers: [sip.REMOTE_CONTACT], sdp: sdp('forkB') });

  it('plain: sends BYE to the one who answered', async () => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    void new Inviter(ua, target, { earlyMedia: true }).invite();
    const invite = await connection.request('INVITE');
    connection.send(early(invite));
    await turn();
    connection.send(answer(invite));
    expect(sip.tag(sip.header(await connection.request('BYE'), 'To'))).toBe('B');
  });

  it('plays the early media of A and then talks to B', async () => {
    const bench = open();
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    connection.send(early(invite));
    await bench.hearsOf('c', 'early-media');
    connection.send(answer(invite));
    expect(sip.tag(sip.header(await connection.request('ACK'), 'To'))).toBe('B');
    await bench.hearsOf('c', 'established');
    expect(bench.media.last.did).toEqual(['offer', 'pranswer forkA', 'answer forkB']);
    expect(methods(connection)).not.toContain('BYE');
  });
});

describe('fault 2: the state after a drop', () => {
  it('plain: the registerer still says Registered', async () => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    const registerer = new Registerer(ua, { logConfiguration: false });
    await registerer.register();
    const register = await connection.request('REGISTER');
    connection.send(sip.response(register, 200, { headers: [`Contact: ${sip.header(register, 'Contact')}`] }));
    connection.cut();
    await turn();
    expect(registerer.state).toBe(RegistererState.Registered);
  });

  it('tells of the drop and registers anew with the same Call-ID and a higher CSeq', async () => {
    const bench = open();
    const first = await bench.registered();
    const before = first.received.find((text) => sip.method(text) === 'REGISTER') ?? '';
    first.cut();
    expect(await bench.hears('disconnected')).toEqual({ kind: 'disconnected', cause: { kind: 'lost' } });
    const second = await bench.connected();
    bench.line.register(600);
    const after = await second.request('REGISTER');
    expect(sip.header(after, 'Call-ID')).toBe(sip.header(before, 'Call-ID'));
    expect(sip.cseq(after)).toBe(sip.cseq(before) + 1);
  });

  it('does not take a late answer of the old connection for one of the new', async () => {
    const bench = open();
    const first = await bench.connected();
    bench.line.register(600);
    const lost = await first.request('REGISTER');
    first.cut();
    const second = await bench.connected();
    bench.line.register(600);
    await second.request('REGISTER');
    second.send(sip.response(lost, 403));
    second.send(outside('OPTIONS'));
    await second.response(200, 'OPTIONS');
    await turn();
    expect(bench.lineKinds()).not.toContain('register-failed');
  });

  it('pings with CRLF and with OPTIONS, and afterwards with what the server answers', async () => {
    const bench = open();
    const connection = await bench.registered();
    bench.line.ping();
    expect(connection.received.slice(-2).map((text) => sip.method(text) || text)).toEqual(['\r\n\r\n', 'OPTIONS']);
    await turn();
    const alive = () => bench.lineKinds().filter((kind) => kind === 'alive').length;
    const before = alive();
    connection.send('\r\n');
    await turn();
    expect(alive()).toBe(before + 1);
    bench.line.ping();
    expect(connection.received.at(-1)).toBe('\r\n\r\n');
  });
});

// Plain SIP.js has nothing to compare: it takes one server in its options, and knows of no other.
describe('fault 3: one server only', () => {
  it('connects to the server that it is told, and forgets the one before', async () => {
    const bench = open();
    const first = await bench.connected('wss://a.test');
    const second = await bench.connected('wss://b.test');
    expect(first.closed).toBe(true);
    expect(second.url).toBe('wss://b.test');
    expect(bench.lineKinds()).not.toContain('disconnected');
  });

  it('says why a server cannot be reached', async () => {
    const bench = open({}, { explain: () => Promise.resolve('expired') });
    bench.server.accepts = 'no';
    bench.line.connect('wss://pbx.test/ws');
    expect((await bench.hears('connect-failed')).cause).toEqual({ kind: 'certificate', problem: 'expired' });
    bench.line.connect('mailto:nobody');
    expect((await bench.hears('connect-failed')).cause.kind).toBe('bad-account');
  });
});

describe('fault 4: a REGISTER answered without Contact', () => {
  it('plain: is stuck for good', async () => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    const registerer = new Registerer(ua, { logConfiguration: false });
    await registerer.register();
    connection.send(sip.response(await connection.request('REGISTER'), 200, { headers: ['Expires: 120'] }));
    await turn();
    expect(registerer.state).toBe(RegistererState.Unregistered);
    await expect(registerer.register()).rejects.toThrow('already in progress');
  });

  it.each([
    { headers: ['Expires: 120'], expires: 120 },
    { headers: [], expires: 600 },
    { headers: ['Contact: <sip:other@elsewhere>;expires=5'], expires: 600 },
  ])('takes what $headers says for $expires s', async ({ headers, expires }) => {
    const bench = open();
    const connection = await bench.connected();
    bench.line.register(600);
    connection.send(sip.response(await connection.request('REGISTER'), 200, { headers }));
    expect(await bench.hears('registered')).toEqual({ kind: 'registered', expires });
    bench.line.register(600);
    await connection.request('REGISTER');
  });
});

describe('fault 5: digest', () => {
  const md5 = 'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=MD5, qop="auth"';
  const sha = 'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=SHA-256, qop="auth,auth-int", opaque="o"';
  const authorization = (text: string) => sip.header(text, 'Authorization');

  it('plain: gives up on a list with SHA-256 and MD5', async () => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    const reject = vi.fn();
    await new Registerer(ua, { logConfiguration: false }).register({ requestDelegate: { onReject: reject } });
    connection.send(sip.response(await connection.request('REGISTER'), 401, { headers: [md5, sha] }));
    await turn();
    expect(reject).toHaveBeenCalled();
  });

  it.each([
    ['MD5 first', [md5, sha], 'SHA-256'],
    ['SHA-256 first', [sha, md5], 'SHA-256'],
    ['MD5 only', [md5], 'MD5'],
    ['both in one line', [`${md5}, ${sha.slice('WWW-Authenticate: '.length)}`], 'SHA-256'],
    ['one that nobody knows beside MD5', [md5.replace('MD5', 'KECCAK-9000'), md5], 'MD5'],
  ])('takes the strongest: %s', async (_name, challenges, algorithm) => {
    const bench = open();
    const connection = await bench.connected();
    bench.line.register(600);
    connection.send(sip.response(await connection.request('REGISTER'), 401, { headers: challenges }));
    const again = await connection.request('REGISTER');
    expect(authorization(again)).toContain(`algorithm=${algorithm},`);
    expect(authorization(again)).toContain('nc=00000001');
    expect(sip.cseq(again)).toBe(2);
  });

  it('plain: repeats a used Authorization on refresh', async () => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    const registerer = new Registerer(ua, { logConfiguration: false });
    await registerer.register();
    connection.send(sip.response(await connection.request('REGISTER'), 401, { headers: [md5] }));
    const first = await connection.request('REGISTER');
    connection.send(sip.response(first, 200, { headers: [`Contact: ${sip.header(first, 'Contact')}`] }));
    await registerer.register();
    expect(authorization(await connection.request('REGISTER'))).toBe(authorization(first));
  });

  it('counts on at refresh, and answers a stale nonce', async () => {
    const bench = open();
    const connection = await bench.connected();
    bench.line.register(600);
    connection.send(sip.response(await connection.request('REGISTER'), 401, { headers: [sha] }));
    connection.send(sip.response(await connection.request('REGISTER'), 200));
    await bench.hears('registered');
    bench.line.register(600);
    const refresh = await connection.request('REGISTER');
    expect(authorization(refresh)).toContain('nc=00000002');
    connection.send(sip.response(refresh, 401, { headers: [`${sha.replace('n1', 'n2')}, stale=true`] }));
    const fresh = await connection.request('REGISTER');
    expect(authorization(fresh)).toMatch(/nonce="n2".*nc=00000001/);
    connection.send(sip.response(fresh, 200));
    await bench.hears('registered');
  });

  it('answers once, then the password is wrong', async () => {
    const bench = open();
    const connection = await bench.connected();
    bench.line.register(600);
    connection.send(sip.response(await connection.request('REGISTER'), 401, { headers: [md5] }));
    connection.send(sip.response(await connection.request('REGISTER'), 401, { headers: [md5.replace('n1', 'n2')] }));
    expect(await bench.hears('register-failed')).toEqual({
      kind: 'register-failed',
      status: 401,
      cause: { kind: 'wrong-password' },
    });
  });

  it('answers a proxy in its own header', async () => {
    const bench = open();
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 407, { headers: [md5.replace('WWW', 'Proxy'), sha.replace('WWW', 'Proxy')] }));
    const again = await connection.request('INVITE');
    expect(sip.header(again, 'Proxy-Authorization')).toMatch(/^Digest .*uri="sip:600@pbx\.test".*algorithm=SHA-256/);
    expect(authorization(again)).toBe('');
  });

  it('never logs what it answers', async () => {
    const bench = open();
    const connection = await bench.connected();
    bench.line.register(600);
    connection.send(sip.response(await connection.request('REGISTER'), 401, { headers: [md5] }));
    const secret = /response="([^"]+)"/.exec(authorization(await connection.request('REGISTER')))?.[1] ?? '-';
    expect(bench.logged.join('\n')).toContain('Authorization: ***');
    expect(bench.logged.join('\n')).not.toContain(secret);
  });
});

describe('fault 6: CSeq after authentication inside a dialog', () => {
  const challenge = { headers: ['Proxy-Authenticate: Digest realm="pbx", nonce="n", qop="auth"'] };

  it('plain: the next request repeats the CSeq', async () => {
    const { connection, inviter } = await plainCall();
    await inviter.info();
    connection.send(sip.response(await connection.request('INFO'), 407, challenge));
    const retried = await connection.request('INFO');
    await inviter.info();
    expect(sip.cseq(await connection.request('INFO'))).toBe(sip.cseq(retried));
  });

  it('goes on counting', async () => {
    const bench = open();
    bench.media.prepare = (audio) => (audio.telephoneEvents = false);
    const { connection } = await bench.outgoing('c');
    bench.line.sendDtmf('c', '12');
    connection.send(sip.response(await connection.request('INFO'), 407, challenge));
    const retried = await connection.request('INFO');
    connection.send(sip.response(retried, 200));
    expect(sip.cseq(await connection.request('INFO'))).toBe(sip.cseq(retried) + 1);
  });
});

describe('fault 7: UPDATE, session timers, 100rel', () => {
  it('plain: refuses UPDATE with 405', async () => {
    const { connection, invite } = await plainCall();
    const ack = connection.received.at(-1) ?? '';
    connection.send(inDialog('UPDATE', invite, ack, 1));
    await connection.response(405);
  });

  it('answers UPDATE without a description', async () => {
    const bench = open();
    const { connection, invite } = await bench.outgoing('c');
    const ack = connection.received.at(-1) ?? '';
    connection.send(
      inDialog('UPDATE', invite, ack, 1, { headers: ['Session-Expires: 120;refresher=uac', 'Supported: timer'] }),
    );
    const ok = await connection.response(200, 'UPDATE');
    expect(sip.header(ok, 'Session-Expires')).toBe('120;refresher=uac');
    expect(sip.header(ok, 'Require')).toBe('timer');
    connection.send(inDialog('UPDATE', invite, ack, 1));
    await connection.response(500, 'UPDATE');
  });

  it('answers UPDATE with a description, which may be a hold', async () => {
    const bench = open();
    const { connection, invite } = await bench.outgoing('c');
    const ack = connection.received.at(-1) ?? '';
    connection.send(inDialog('UPDATE', invite, ack, 1, { sdp: sdp('hold', 'sendonly') }));
    expect(sip.body(await connection.response(200, 'UPDATE'))).toBe(sdp('answer2'));
    expect(await bench.hearsOf('c', 'remote-hold')).toEqual({ kind: 'remote-hold', on: true });
  });

  it('answers an UPDATE for a call that is not there with 481', async () => {
    const bench = open();
    const { connection, invite } = await bench.outgoing('c');
    const ack = (connection.received.at(-1) ?? '').replace(/tag=server/, 'tag=nobody');
    connection.send(inDialog('UPDATE', invite, ack, 1));
    await connection.response(481, 'UPDATE');
  });

  it('plain: throws on a PRACK in a call', async () => {
    const { connection, invite } = await plainCall();
    const ack = connection.received.at(-1) ?? '';
    expect(() => {
      connection.send(inDialog('PRACK', invite, ack, 1, { headers: ['RAck: 1 1 INVITE'] }));
    }).toThrow('Unimplemented');
  });

  it('takes a late PRACK', async () => {
    const bench = open();
    const { connection, id, invite, ok } = await bench.incoming();
    connection.send(inDialog('PRACK', invite, ok, 2, { headers: ['RAck: 1 1 INVITE'] }));
    await connection.response(200, 'PRACK');
    expect(bench.kindsOf(id)).toEqual(['established']);
  });

  it('acknowledges a reliable 183', async () => {
    const bench = open();
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    expect(sip.header(invite, 'Supported')).toContain('100rel');
    connection.send(
      sip.response(invite, 183, { headers: [sip.REMOTE_CONTACT, 'Require: 100rel', 'RSeq: 7'], sdp: sdp('early') }),
    );
    expect(sip.header(await connection.request('PRACK'), 'RAck')).toBe(`7 ${sip.cseq(invite)} INVITE`);
    await bench.hearsOf('c', 'early-media');
  });

  it('rings reliably where the caller wants it, without an answer before its time', async () => {
    const bench = open();
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { headers: ['Require: 100rel'], sdp: sdp('caller') });
    connection.send(invite);
    const ringing = await connection.response(180);
    expect(sip.header(ringing, 'Require')).toBe('100rel');
    expect(sip.body(ringing)).toBe('');
    const { callId } = await bench.hearsIncoming();
    expect(bench.media.last.did).toEqual(['prepare']);
    bench.line.accept(callId);
    connection.send(
      inDialog('PRACK', invite, ringing, 2, { headers: [`RAck: ${sip.header(ringing, 'RSeq')} 1 INVITE`] }),
    );
    await connection.response(200, 'PRACK');
    const ok = await connection.response(200, 'INVITE');
    expect(sip.body(ok)).toBe(sdp('answer1'));
  });
});

describe('fault 8: REFER that nobody asked for', () => {
  it('plain: follows it', async () => {
    const { connection, invite } = await plainCall();
    const ack = connection.received.at(-1) ?? '';
    connection.send(inDialog('REFER', invite, ack, 1, { headers: ['Refer-To: <sip:+900123@expensive.test>'] }));
    expect(sip.startLine(await connection.request('INVITE'))).toContain('expensive');
  });

  it('asks, and declines it when it is told to', async () => {
    const bench = open();
    const { connection, invite } = await bench.outgoing('c');
    const ack = connection.received.at(-1) ?? '';
    connection.send(inDialog('REFER', invite, ack, 1, { headers: ['Refer-To: <sip:+900123@expensive.test>'] }));
    expect((await bench.hearsOf('c', 'referred')).target).toBe('sip:+900123@expensive.test');
    bench.line.refuseReferral('c');
    await connection.response(603, 'REFER');
    connection.send(outside('REFER', 'sip:1001@pbx.test', ['Refer-To: <sip:+900123@expensive.test>']));
    await connection.response(405, 'REFER');
    await turn();
    expect(methods(connection).filter((name) => name === 'INVITE')).toHaveLength(1);
  });
});

describe('fault 10: 491, hold, restart', () => {
  it('plain: does nothing after 491', async () => {
    const { connection, inviter } = await plainCall();
    vi.useFakeTimers();
    void inviter.invite();
    await vi.advanceTimersByTimeAsync(0);
    connection.send(sip.response(connection.received.at(-1) ?? '', 491));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(methods(connection).filter((name) => name === 'INVITE')).toHaveLength(2);
  });

  it('tries again after 491, in the time of RFC 3261, 14.1', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    vi.useFakeTimers();
    const invites = () => methods(connection).filter((name) => name === 'INVITE').length;
    bench.line.setHold('c', true);
    await vi.advanceTimersByTimeAsync(0);
    connection.send(sip.response(connection.received.at(-1) ?? '', 491));
    await vi.advanceTimersByTimeAsync(2000);
    expect(invites()).toBe(2);
    expect(bench.media.last.did).toContain('rollback');
    await vi.advanceTimersByTimeAsync(2000);
    expect(invites()).toBe(3);
    const hold = connection.received.findLast((text) => sip.method(text) === 'INVITE') ?? '';
    expect(sip.body(hold)).toContain('a=sendonly');
    connection.send(sip.response(hold, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('held', 'recvonly') }));
    expect(await bench.hearsOf('c', 'local-hold')).toEqual({ kind: 'local-hold', on: true });
  });

  it('holds on this side where the other one refuses: what is said on another call is not for them', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    bench.line.setHold('c', true);
    connection.send(sip.response(await connection.request('INVITE'), 403));
    expect(await bench.hearsOf('c', 'local-hold')).toEqual({ kind: 'local-hold', on: true });
    expect(bench.media.last.held).toBe(true);
    bench.line.setHold('c', false);
    expect(sip.body(await connection.request('INVITE'))).toContain('a=sendrecv');
  });

  it('holds on this side through an outage longer than a request waits, and tells it afterwards', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    connection.cut();
    await bench.hears('disconnected');
    vi.useFakeTimers();
    bench.line.setHold('c', true);
    await vi.advanceTimersByTimeAsync(40_000);
    vi.useRealTimers();
    expect(await bench.hearsOf('c', 'local-hold')).toEqual({ kind: 'local-hold', on: true });
    expect(bench.media.last.held).toBe(true);
    const second = await bench.connected();
    bench.line.restore('c');
    expect(sip.body(await second.request('INVITE'))).toContain('a=sendonly');
  });

  it('stays held where the return is refused', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    bench.line.setHold('c', true);
    const hold = await connection.request('INVITE');
    connection.send(sip.response(hold, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('held', 'recvonly') }));
    await bench.hearsOf('c', 'local-hold');
    bench.line.setHold('c', false);
    connection.send(sip.response(await connection.request('INVITE'), 403));
    expect(await bench.hearsOf('c', 'local-hold')).toEqual({ kind: 'local-hold', on: true });
    expect(bench.media.last.held).toBe(true);
  });

  it('restores a call over a new connection with an ICE restart and a Contact', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    connection.cut();
    await bench.hears('disconnected');
    const second = await bench.connected();
    bench.line.restore('c');
    const invite = await second.request('INVITE');
    expect(bench.media.last.did.at(-1)).toBe('offer with restart');
    expect(sip.header(invite, 'Contact')).toMatch(/^<sip:/);
    second.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('again') }));
    await second.request('ACK');
    await vi.waitUntil(() => bench.media.last.did.at(-1) === 'answer again');
    expect(bench.kindsOf('c')).toEqual(['invite-sent', 'established']);
  });

  it('restarts ICE when the sound asks for it', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    bench.media.last.onrestart?.();
    await connection.request('INVITE');
    expect(bench.media.last.did.at(-1)).toBe('offer with restart');
  });

  it('is not kept from restoring by a re-INVITE that the old connection swallowed', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    bench.line.setHold('c', true);
    await connection.request('INVITE');
    connection.cut();
    await bench.hears('disconnected');
    const second = await bench.connected();
    bench.line.restore('c');
    const invite = await second.request('INVITE');
    expect(sip.body(invite)).toContain('a=sendonly');
  });
});

describe('fault 10, after a drop', () => {
  it('acknowledges a re-INVITE whose answer the old connection swallowed: they take no other before', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    bench.line.restore('c');
    const lost = await connection.request('INVITE');
    connection.cut();
    await bench.hears('disconnected');
    const second = await bench.connected();
    bench.line.restore('c');
    const refused = await second.request('INVITE');
    second.send(sip.response(refused, 500, { headers: ['Retry-After: 9'] }));
    const numberOf = (request: string) => parseInt(sip.header(request, 'CSeq') ?? '', 10);
    expect(numberOf(await second.request('ACK'))).toBe(numberOf(refused));
    expect(numberOf(await second.request('ACK'))).toBe(numberOf(lost));
    const taken = await second.request('INVITE');
    second.send(sip.response(taken, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('again') }));
    expect(numberOf(await second.request('ACK'))).toBe(numberOf(taken));
    await vi.waitUntil(() => bench.media.last.did.at(-1) === 'answer again');
  });

  it('restores at once although the ACK of their re-INVITE was lost', async () => {
    const bench = open();
    const { connection, id, invite, ok } = await bench.incoming();
    connection.send(inDialog('INVITE', invite, ok, 2, { sdp: sdp('hold', 'sendonly') }));
    await connection.response(200, 'INVITE');
    connection.cut();
    await bench.hears('disconnected');
    const second = await bench.connected();
    bench.line.restore(id);
    await turn();
    expect(methods(second)).toContain('INVITE');
  });
});

describe('fault 11: hanging up at the wrong moment', () => {
  it('plain: drops a BYE while the call is being answered', async () => {
    let invitation: Invitation | undefined;
    const { connection, ua } = await plainPhone(new ScriptedServer(), {
      delegate: {
        onInvite: (arrived) => {
          invitation = arrived;
        },
      },
    });
    const bench = open();
    connection.send(
      bench
        .inviteTo(connection, { sdp: sdp('caller') })
        .replace(/sip:1001@pbx\.test SIP/, `${String(ua.contact.uri)} SIP`),
    );
    await vi.waitUntil(() => invitation !== undefined);
    void invitation?.accept();
    await expect(invitation?.bye()).rejects.toThrow('Invalid session state');
  });

  it('refuses instead of answering when the user hangs up while the answer is being made', async () => {
    const bench = open();
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller') }));
    const { callId } = await bench.hearsIncoming();
    let go = () => {};
    bench.media.last.gate = new Promise((resolve) => (go = resolve));
    bench.line.accept(callId);
    await turn();
    bench.line.bye(callId);
    await connection.response(480);
    await bench.hearsOf(callId, 'gone');
    go();
    await turn();
    expect(
      connection.received.filter((text) => sip.status(text) === 200 && sip.header(text, 'CSeq').endsWith('INVITE')),
    ).toEqual([]);
  });

  it('sends BYE once the ACK is there when the user hangs up right after the 200', async () => {
    const bench = open();
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { sdp: sdp('caller') });
    connection.send(invite);
    const { callId } = await bench.hearsIncoming();
    bench.line.accept(callId);
    const ok = await connection.response(200, 'INVITE');
    bench.line.bye(callId);
    await turn();
    expect(methods(connection)).not.toContain('BYE');
    connection.send(inDialog('ACK', invite, ok, 1));
    connection.send(sip.response(await connection.request('BYE'), 200));
    await bench.hearsOf(callId, 'gone');
  });

  it('plain: gives no reason for a CANCEL', async () => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    const inviter = new Inviter(ua, target);
    await inviter.invite();
    connection.send(sip.response(await connection.request('INVITE'), 180, { headers: [sip.REMOTE_CONTACT] }));
    await inviter.cancel();
    expect(sip.header(await connection.request('CANCEL'), 'Reason')).toBe('');
  });

  it('cancels with a reason', async () => {
    const bench = open();
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 180, { headers: [sip.REMOTE_CONTACT] }));
    bench.line.cancel('c');
    expect(sip.header(await connection.request('CANCEL'), 'Reason')).toContain('SIP;cause=487');
    connection.send(sip.response(invite, 487));
    await bench.hearsOf('c', 'gone');
  });

  it('cancels a call whose INVITE is not out yet without sending it', async () => {
    const bench = open();
    const connection = await bench.registered();
    let go = () => {};
    bench.media.prepare = (audio) => (audio.gate = new Promise((resolve) => (go = resolve)));
    bench.line.invite('c', '600');
    bench.line.cancel('c');
    await bench.hearsOf('c', 'gone');
    go();
    await turn();
    expect(methods(connection)).not.toContain('INVITE');
  });

  it('ends a call that is answered while it is cancelled', async () => {
    const bench = open();
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 180, { headers: [sip.REMOTE_CONTACT] }));
    bench.line.cancel('c');
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('peer') }));
    await connection.request('ACK');
    await connection.request('BYE');
    await bench.hearsOf('c', 'gone');
    expect(bench.kindsOf('c')).not.toContain('established');
  });

  it('keeps a BYE until the connection is back', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    connection.cut();
    await bench.hears('disconnected');
    bench.line.bye('c');
    expect(bench.media.last.closed).toBe(true);
    const second = await bench.connected();
    connection.send(sip.response(await second.request('BYE'), 200));
    await turn();
    expect(bench.kindsOf('c')).not.toContain('gone');
    second.send(sip.response(second.received.at(-1) ?? '', 200));
    await bench.hearsOf('c', 'gone');
  });

  it('says BYE again when the connection was lost before it was answered', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    bench.line.bye('c');
    await connection.request('BYE');
    connection.cut();
    await bench.hears('disconnected');
    const second = await bench.connected();
    second.cut();
    await bench.hears('disconnected');
    const third = await bench.connected();
    const bye = await third.request('BYE');
    expect(bench.kindsOf('c')).not.toContain('gone');
    third.send(sip.response(bye, 481));
    await bench.hearsOf('c', 'gone');
    third.cut();
    await bench.hears('disconnected');
    const fourth = await bench.connected();
    await turn();
    expect(methods(fourth)).not.toContain('BYE');
  });

  it('gives a BYE up after 32 s without a connection', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    connection.cut();
    await bench.hears('disconnected');
    vi.useFakeTimers();
    bench.line.bye('c');
    await vi.advanceTimersByTimeAsync(31_900);
    expect(bench.kindsOf('c')).not.toContain('gone');
    await vi.advanceTimersByTimeAsync(200);
    expect(bench.kindsOf('c')).toContain('gone');
  });
});

describe('fault 12: addresses', () => {
  it.each(['tel:+49123', 'sip:1#2@pbx.test', 'sip:a b@pbx.test', 'sip:Jürgen@pbx.test'])(
    'plain: has no URI for %s',
    (text) => {
      expect(UserAgent.makeURI(text)).toBeUndefined();
    },
  );

  it('calls a feature code with #', async () => {
    const bench = open();
    const connection = await bench.registered();
    bench.line.invite('c', '*21*1002#');
    expect(sip.startLine(await connection.request('INVITE'))).toBe('INVITE sip:*21*1002%23@pbx.test SIP/2.0');
  });

  it('says that an address is none', async () => {
    const bench = open();
    await bench.registered();
    bench.line.invite('c', 'sip:@@');
    expect((await bench.hearsOf('c', 'rejected')).status).toBe(484);
  });
});

describe('fault 13: ICE servers', () => {
  it('always come from the account, also when there are none', async () => {
    const bench = open({ iceServers: [] });
    await bench.outgoing('c');
    expect(bench.media.last.iceServers).toEqual([]);
  });
});
