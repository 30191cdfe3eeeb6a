import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestPhone } from '../fakes/test-phone';
import { startExchange, type Exchange } from '../index';
import { MediaSession } from '../media/session';
import { testTone } from '../media/tones';

let exchange: Exchange;
let alice: TestPhone;
let bob: TestPhone;

const OFFER = 'v=0\r\no=alice 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
const ANSWER = OFFER.replace('alice', 'bob');
const sdp = { headers: [['Content-Type', 'application/sdp']] as [string, string][] };

beforeEach(async () => {
  exchange = await startExchange();
  alice = await TestPhone.ready(exchange, '1001');
  bob = await TestPhone.ready(exchange, '1002');
});

afterEach(async () => {
  await exchange.close();
});

/** Alice calls Bob, who answers. */
async function connect() {
  const { dialog } = alice.invite('1002', OFFER);
  const invite = await bob.request('INVITE');
  bob.respond(invite, 180);
  bob.respond(invite, 200, { ...sdp, body: ANSWER });
  const response = await alice.response('INVITE');
  alice.confirm(dialog, response);
  alice.ack(dialog);
  await bob.request('ACK');
  return { dialog, invite, response, bobDialog: bob.dialogOf(invite) };
}

describe('a call between two phones', () => {
  it('passes SDP, ringing and answer from end to end', async () => {
    const { dialog } = alice.invite('1002', OFFER, [['X-Custom', 'kept']]);
    expect((await alice.response('INVITE', 100)).to.tag).toBeUndefined();
    const invite = await bob.request('INVITE');
    expect(`<${invite.uri}>`).toBe(bob.contact);
    expect([invite.body, invite.headers.get('X-Custom'), invite.headers.get('Max-Forwards')]).toEqual([
      OFFER,
      'kept',
      '69',
    ]);
    expect(invite.headers.get('Record-Route')).toContain(';lr>');
    expect(invite.from).toMatchObject({ name: '1001', user: '1001' });
    bob.respond(invite, 183, { ...sdp, body: ANSWER });
    expect((await alice.response('INVITE', 183)).body).toBe(ANSWER);
    bob.respond(invite, 200, { ...sdp, body: ANSWER });
    const response = await alice.response('INVITE');
    expect([response.status, response.body, response.headers.all('Via').length]).toEqual([200, ANSWER, 1]);
    expect(`<${response.contacts[0]?.uri ?? ''}>`).toBe(bob.contact);
    alice.confirm(dialog, response);
    alice.ack(dialog, '');
    expect((await bob.request('ACK')).callId).toBe(dialog.callId);
  });

  it('carries everything within the dialog, both ways', async () => {
    const { dialog, bobDialog } = await connect();
    const bodies = { INVITE: OFFER, UPDATE: OFFER, INFO: 'Signal=1', MESSAGE: 'hello', NOTIFY: 'SIP/2.0 200 OK' };
    for (const [method, body] of Object.entries(bodies)) {
      alice.sendInDialog(dialog, method, body);
      const atBob = await bob.request(method);
      expect([atBob.body, atBob.headers.has('Route')]).toEqual([body, false]);
      bob.respond(atBob, 200, { body: 'answer of bob' });
      expect((await alice.response(method)).body).toBe('answer of bob');
      if (method === 'INVITE') alice.ack(dialog);
      bob.sendInDialog(bobDialog, method, body);
      const atAlice = await alice.request(method);
      alice.respond(atAlice, 488);
      expect((await bob.response(method)).status).toBe(488);
    }
    bob.sendInDialog(bobDialog, 'BYE');
    alice.respond(await alice.request('BYE'), 200);
    expect((await bob.response('BYE')).status).toBe(200);
  });

  it('carries a transfer: REFER, NOTIFY, and the call to the third', async () => {
    const carol = await TestPhone.ready(exchange, '1003');
    const { dialog, bobDialog } = await connect();
    alice.sendInDialog(dialog, 'REFER', '', [['Refer-To', '<sip:1003@practice.invalid>']]);
    const refer = await bob.request('REFER');
    expect(refer.headers.get('Refer-To')).toBe('<sip:1003@practice.invalid>');
    bob.respond(refer, 202);
    expect((await alice.response('REFER')).status).toBe(202);
    bob.sendInDialog(bobDialog, 'NOTIFY', 'SIP/2.0 100 Trying', [
      ['Event', 'refer'],
      ['Subscription-State', 'active;expires=60'],
      ['Content-Type', 'message/sipfrag'],
    ]);
    const notify = await alice.request('NOTIFY');
    expect([notify.headers.get('Event'), notify.body]).toEqual(['refer', 'SIP/2.0 100 Trying']);
    alice.respond(notify, 200);
    expect((await bob.response('NOTIFY')).status).toBe(200);
    bob.invite('1003', OFFER, [['Replaces', 'abc;to-tag=1;from-tag=2']]);
    expect((await carol.request('INVITE')).headers.get('Replaces')).toBe('abc;to-tag=1;from-tag=2');
  });

  it('carries real sound between two phones', async () => {
    const mine = new MediaSession(testTone, ['PCMU']);
    const theirs = new MediaSession('silence', ['PCMU']);
    const { dialog } = alice.invite('1002', await mine.offer());
    const invite = await bob.request('INVITE');
    bob.respond(invite, 200, { body: await theirs.answer(invite.body) });
    const response = await alice.response('INVITE');
    alice.confirm(dialog, response);
    alice.ack(dialog);
    await mine.applyAnswer(response.body);
    while (theirs.stats().packetsReceived < 25) await theirs.once('packet');
    expect(theirs.stats().tone?.frequency).toBe(1004);
    mine.close();
    theirs.close();
  });

  it('gives refusals and CANCEL on', async () => {
    alice.invite('1002', OFFER);
    bob.respond(await bob.request('INVITE'), 603);
    expect((await alice.response('INVITE')).status).toBe(603);
    expect((await bob.request('ACK')).to.tag).toBe('callee');

    const { dialog, branch } = alice.invite('1002', OFFER);
    const invite = await bob.request('INVITE');
    bob.respond(invite, 180);
    await alice.response('INVITE', 180);
    alice.cancel(dialog, branch, [['Reason', 'SIP;cause=200;text="Call completed elsewhere"']]);
    const cancel = await bob.request('CANCEL');
    expect([cancel.branch, cancel.cseq, cancel.headers.get('Reason')]).toEqual([
      invite.branch,
      invite.cseq,
      'SIP;cause=200;text="Call completed elsewhere"',
    ]);
    bob.respond(cancel, 200);
    bob.respond(invite, 487);
    expect((await alice.response('CANCEL')).status).toBe(200);
    expect((await alice.response('INVITE')).status).toBe(487);
  });

  it('holds a CANCEL back until the phone has answered something', async () => {
    const { dialog, branch } = alice.invite('1002', OFFER);
    const invite = await bob.request('INVITE');
    alice.cancel(dialog, branch);
    await alice.response('CANCEL');
    expect(bob.inbox).toEqual([]);
    bob.respond(invite, 100);
    bob.respond(await bob.request('CANCEL'), 200);
    bob.respond(invite, 487);
    expect((await alice.response('INVITE')).status).toBe(487);
  });

  it('answers OPTIONS itself and brings MESSAGE to the phone', async () => {
    alice.sendInDialog(alice.dialogTo(''), 'OPTIONS');
    expect((await alice.response('OPTIONS')).headers.get('Allow')).toContain('REFER');
    alice.sendInDialog(alice.dialogTo('1002'), 'MESSAGE', 'Grüße', [['Content-Type', 'text/plain;charset=utf-8']]);
    const message = await bob.request('MESSAGE');
    expect(message.body).toBe('Grüße');
    bob.respond(message, 200);
    expect((await alice.response('MESSAGE')).status).toBe(200);
  });
});

describe('a phone that lost its WebSocket', () => {
  it('goes on with its dialog after a re-INVITE with its new Contact', async () => {
    const { dialog, bobDialog } = await connect();
    const lost = exchange.once('disconnected');
    alice.close();
    await lost;
    // Until then it cannot be reached, as with any switch.
    bob.sendInDialog(bobDialog, 'INFO', 'Signal=1');
    expect((await bob.response('INFO')).status).toBe(480);
    const back = await TestPhone.ready(exchange, '1001');
    back.sendInDialog(dialog, 'INVITE', OFFER);
    const invite = await bob.request('INVITE');
    expect(`<${invite.contacts[0]?.uri ?? ''}>`).toBe(back.contact);
    bob.respond(invite, 200, { body: ANSWER });
    await back.response('INVITE');
    back.ack(dialog);
    await bob.request('ACK');
    bobDialog.target = invite.contacts[0]?.uri ?? '';
    bob.sendInDialog(bobDialog, 'BYE');
    back.respond(await back.request('BYE'), 200);
    expect((await bob.response('BYE')).status).toBe(200);
  });

  it('no longer rings, and a call that rang there goes to nobody', async () => {
    alice.invite('1002', OFFER);
    bob.respond(await bob.request('INVITE'), 180);
    await alice.response('INVITE', 180);
    bob.close();
    expect((await alice.response('INVITE')).status).toBe(480);
  });

  it('gets nothing through while it is half-open, not even a pong', async () => {
    exchange.pauseSockets('1002');
    let ponged = false;
    void bob.ping().then(() => {
      ponged = true;
    });
    const seen: string[] = [];
    exchange.on('message', ({ user }) => seen.push(user ?? ''));
    bob.send('\r\n\r\n');
    // Messages of one WebSocket are in order: what comes after the pause has ended comes last.
    await alice.ping();
    exchange.resumeSockets('1002');
    const end = bob.ping();
    await end;
    expect([ponged, bob.inbox, seen.filter((user) => user === '1002')]).toEqual([true, [], []]);
  });
});

describe('several phones of one user', () => {
  it('ring together; the first has the call, the others are told', async () => {
    const second = await TestPhone.ready(exchange, '1002');
    const { dialog } = alice.invite('1002', OFFER);
    const atBob = await bob.request('INVITE');
    const atSecond = await second.request('INVITE');
    expect(atBob.branch).not.toBe(atSecond.branch);
    bob.respond(atBob, 180, { toTag: 'one' });
    second.respond(atSecond, 180, { toTag: 'two' });
    expect([(await alice.response('INVITE', 180)).to.tag, (await alice.response('INVITE', 180)).to.tag].sort()).toEqual(
      ['one', 'two'],
    );
    second.respond(atSecond, 200, { toTag: 'two', body: ANSWER });
    const cancel = await bob.request('CANCEL');
    expect(cancel.headers.get('Reason')).toBe('SIP;cause=200;text="Call completed elsewhere"');
    bob.respond(cancel, 200);
    bob.respond(atBob, 487, { toTag: 'one' });
    expect((await bob.request('ACK')).to.tag).toBe('one');
    const response = await alice.response('INVITE');
    alice.confirm(dialog, response);
    alice.ack(dialog);
    expect((await second.request('ACK')).to.tag).toBe('two');
    expect(alice.inbox.filter((message) => message.kind === 'response' && message.status > 180)).toEqual([]);
  });

  it('tell the caller the best of several refusals, and 6xx ends all', async () => {
    const second = await TestPhone.ready(exchange, '1002');
    alice.invite('1002', OFFER);
    bob.respond(await bob.request('INVITE'), 480);
    second.respond(await second.request('INVITE'), 486);
    expect((await alice.response('INVITE')).status).toBe(486);

    alice.invite('1002', OFFER);
    const atBob = await bob.request('INVITE');
    bob.respond(atBob, 180);
    await alice.response('INVITE', 180);
    second.respond(await second.request('INVITE'), 603);
    bob.respond(await bob.request('CANCEL'), 200);
    bob.respond(atBob, 487);
    expect((await alice.response('INVITE')).status).toBe(603);
  });
});

describe('who may call', () => {
  it('asks a phone that has not registered for its password', async () => {
    const stranger = await TestPhone.connect(exchange, '1003');
    const { dialog } = stranger.invite('1002', OFFER);
    const challenge = await stranger.response('INVITE');
    expect(challenge.status).toBe(407);
    stranger.readChallenge(challenge);
    const credentials = stranger.credentials('INVITE', dialog.target, stranger.password);
    stranger.sendInDialog(dialog, 'INVITE', OFFER, [['Proxy-Authorization', credentials]]);
    const invite = await bob.request('INVITE');
    expect(invite.headers.has('Proxy-Authorization')).toBe(false);
  });

  it('asks a phone that calls in the name of another', async () => {
    const { dialog } = alice.invite('600', OFFER);
    await alice.response('INVITE');
    dialog.local = dialog.local.replaceAll('1001', '1003');
    alice.sendInDialog(dialog, 'INVITE', OFFER);
    expect((await alice.response('INVITE')).status).toBe(407);
  });

  it('asks every phone when told to', async () => {
    const strict = await startExchange({ challengeCalls: true });
    const phone = await TestPhone.ready(strict, '1001');
    const { dialog } = phone.invite('603');
    const challenge = await phone.response('INVITE');
    expect(challenge.status).toBe(407);
    phone.readChallenge(challenge);
    phone.sendInDialog(dialog, 'INVITE', '', [
      ['Proxy-Authorization', phone.credentials('INVITE', dialog.target, phone.password)],
    ]);
    expect((await phone.response('INVITE')).status).toBe(486);
    await strict.close();
  });
});
