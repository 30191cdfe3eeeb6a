import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestPhone } from '../fakes/test-phone';
import { ManualClock, startExchange, type Exchange } from '../index';
import { MediaSession } from '../media/session';

let exchange: Exchange;
let phone: TestPhone;
const clock = new ManualClock();
const sessions: MediaSession[] = [];

function sound(): MediaSession {
  const session = new MediaSession('silence', ['PCMU']);
  sessions.push(session);
  return session;
}

beforeEach(async () => {
  exchange = await startExchange({
    clock,
    behaviours: {
      /** A forked call: one tag rings with sound, another answers. */
      '700': async (call) => {
        await call.progress({ toTag: 'first' });
        await call.answer({ toTag: 'second', fresh: true });
      },
      '701': (call) => {
        call.reject(503, { headers: [['Retry-After', '3']] });
      },
      '702': () => Promise.reject(new Error('a script that fails')),
    },
  });
  phone = await TestPhone.ready(exchange, '1001');
});

afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await exchange.close();
});

describe('a call from the exchange', () => {
  it('rings, is answered, sends its tone and is hung up', async () => {
    const call = exchange.call('1001', {
      name: 'Ann "A" <x>',
      number: '+49 30',
      headers: [['Call-Info', '<sip:x>;answer-after=0']],
    });
    const answered = call.once('answered');
    const ringing = call.once('ringing');
    const invite = await phone.request('INVITE');
    expect(invite.from).toMatchObject({ user: '+49 30' });
    expect(invite.headers.get('From')).toContain('"Ann \\"A\\" <x>" <sip:');
    expect(invite.headers.get('Call-Info')).toBe('<sip:x>;answer-after=0');
    phone.respond(invite, 180);
    expect(await ringing).toEqual([180]);
    const session = sound();
    const connected = session.once('connected');
    phone.respond(invite, 200, { body: await session.answer(invite.body) });
    await phone.request('ACK');
    await answered;
    await connected;
    while (session.stats().packetsReceived < 25) await session.once('packet');
    expect(session.stats().tone?.frequency).toBe(1004);
    call.hangup();
    phone.respond(await phone.request('BYE'), 200);
    expect(call.end).toMatchObject({ by: 'exchange', status: null });
    expect(call.stats()?.packetsSent).toBeGreaterThanOrEqual(25);
  });

  it('ends with the BYE of the phone, and tells how it was refused', async () => {
    const call = exchange.call('1001', { media: 'silence' });
    const invite = await phone.request('INVITE');
    const ended = call.once('ended');
    phone.respond(invite, 486);
    expect((await ended)[0]).toMatchObject({ by: 'phone', status: 486 });

    const second = exchange.call('1001', { media: 'echo' });
    const again = await phone.request('INVITE');
    phone.respond(again, 200, { body: await sound().answer(again.body) });
    await phone.request('ACK');
    const over = second.once('ended');
    phone.sendInDialog(phone.dialogOf(again), 'BYE', '', [['Reason', 'Q.850;cause=16']]);
    expect((await over)[0]).toMatchObject({ by: 'phone', status: null, reason: 'Q.850;cause=16' });
  });

  it('can be cancelled with a reason', async () => {
    const call = exchange.call('1001');
    const invite = await phone.request('INVITE');
    const ringing = call.once('ringing');
    phone.respond(invite, 180);
    await ringing;
    call.cancel({ reason: 'SIP;cause=200;text="Call completed elsewhere"' });
    expect((await phone.request('CANCEL')).headers.get('Reason')).toContain('cause=200');
  });

  it('goes to all phones of the user, and to nobody where there is none', async () => {
    const other = await TestPhone.ready(exchange, '1001');
    exchange.call('1001');
    const invite = await phone.request('INVITE');
    const second = await other.request('INVITE');
    other.respond(second, 180);
    phone.respond(invite, 200, { body: await sound().answer(invite.body) });
    expect((await other.request('CANCEL')).headers.get('Reason')).toContain('cause=200');
    const nobody = exchange.call('1004');
    expect((await nobody.once('ended'))[0].status).toBe(480);
  });

  it('holds the phone, and offers nothing where asked for', async () => {
    const call = exchange.call('1001', { withoutOffer: true });
    const invite = await phone.request('INVITE');
    expect(invite.body).toBe('');
    const session = sound();
    phone.respond(invite, 200, { body: await session.offer() });
    const ack = await phone.request('ACK');
    await session.applyAnswer(ack.body);
    await call.once('connected');
    const held = call.setHold(true);
    const reinvite = await phone.request('INVITE');
    expect(reinvite.body).toContain('a=sendonly');
    phone.respond(reinvite, 200, { body: await session.answer(reinvite.body) });
    await phone.request('ACK');
    expect(await held).toBe(200);
  });

  it('sends what it is told to, as it is', async () => {
    expect(exchange.sendRaw('1001', 'OPTIONS sip:x SIP/2.0\r\n\r\n')).toBe(1);
    expect(exchange.sendRaw('1004', 'x')).toBe(0);
  });
});

describe('scripted numbers', () => {
  it('a 183 of one tag and a 200 of another', async () => {
    const { dialog } = phone.invite('700', await sound().offer());
    const early = await phone.response('INVITE', 183);
    const final = await phone.response('INVITE');
    expect([early.to.tag, final.status, final.to.tag]).toEqual(['first', 200, 'second']);
    const ufrag = (sdp: string) => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1];
    expect(ufrag(early.body)).not.toBe(ufrag(final.body));
    phone.confirm(dialog, final);
    phone.ack(dialog);
    phone.sendInDialog(dialog, 'BYE');
    expect((await phone.response('BYE')).status).toBe(200);
  });

  it('a 503 with Retry-After, and a script that fails', async () => {
    expect((await phone.call('701')).response.headers.get('Retry-After')).toBe('3');
    expect((await phone.call('702')).response.status).toBe(500);
  });
});
