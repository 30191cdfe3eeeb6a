import { afterEach, describe, expect, it } from 'vitest';
import { TestPhone } from '../fakes/test-phone';
import { ManualClock, startExchange, testTone, type Exchange, type ExchangeOptions } from '../index';
import { MediaSession } from '../media/session';
import type { Codec } from '../media/sdp';
import type { Source } from '../media/session';

let exchange: Exchange;
const sessions: MediaSession[] = [];

async function ready(options: ExchangeOptions = {}): Promise<TestPhone> {
  exchange = await startExchange(options);
  return TestPhone.ready(exchange, '1001');
}

/** The phone's side of the sound: the same WebRTC in Node. */
function sound(source: Source, codecs: readonly Codec[] = ['PCMU']): MediaSession {
  const session = new MediaSession(source, codecs);
  sessions.push(session);
  return session;
}

/** Calls a number with sound; resolves once sound can flow. */
async function talk(phone: TestPhone, number: string, session: MediaSession) {
  const connected = session.once('connected');
  const called = exchange.once('call');
  const { dialog, response } = await phone.call(number, await session.offer());
  expect(response.status).toBe(200);
  await session.applyAnswer(response.body);
  await connected;
  return { dialog, call: (await called)[0], response };
}

/** Resolves when the session has received so many packets. */
async function packets(session: MediaSession, count: number): Promise<void> {
  while (session.stats().packetsReceived < count) await session.once('packet');
}

afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await exchange.close();
});

describe('numbers that are not answered', () => {
  it.each([
    ['603', 486, 'Busy Here'],
    ['604', 404, 'Not Found'],
    ['609', 403, 'Forbidden'],
    ['652', 402, 'Payment Required'],
    ['611', 503, 'Service Unavailable'],
    ['999', 404, 'Not Found'],
    ['1002', 480, 'Temporarily Unavailable'],
    ['toString', 404, 'Not Found'],
  ])('%s answers %i', async (number, status, reason) => {
    const phone = await ready();
    const { response } = await phone.call(number, 'v=0\r\n');
    expect([response.status, response.reason]).toEqual([status, reason]);
    expect(exchange.calls()).toEqual([]);
  });

  it('602 rings for 30 s, then is unavailable', async () => {
    const clock = new ManualClock();
    const phone = await ready({ clock });
    phone.invite('602');
    expect((await phone.response('INVITE', 180)).to.tag).toBeTruthy();
    clock.advance(29_999);
    expect(exchange.calls()).toHaveLength(1);
    clock.advance(1);
    expect((await phone.response('INVITE')).status).toBe(480);
  });

  it('602 can be cancelled', async () => {
    const phone = await ready({ clock: new ManualClock() });
    const { dialog, branch } = phone.invite('602');
    await phone.response('INVITE', 180);
    const ended = exchange.once('call-ended');
    phone.cancel(dialog, branch, [['Reason', 'SIP;cause=487;text="given up"']]);
    expect((await phone.response('CANCEL')).status).toBe(200);
    expect((await phone.response('INVITE')).status).toBe(487);
    expect((await ended)[0].end).toMatchObject({ by: 'phone', status: 487, reason: 'SIP;cause=487;text="given up"' });
  });

  it('610 plays a ringing tone before it is unavailable', async () => {
    const clock = new ManualClock();
    const phone = await ready({ clock });
    const session = sound('silence');
    phone.invite('610', await session.offer());
    const progress = await phone.response('INVITE', 183);
    await session.applyAnswer(progress.body);
    await packets(session, 45);
    expect(session.stats().tone).toMatchObject({ frequency: expect.closeTo(425, -1) as number });
    clock.advance(5000);
    expect((await phone.response('INVITE')).status).toBe(480);
  });

  it('488 where there is no codec or no encryption in common', async () => {
    const phone = await ready();
    const offer = await sound('silence').offer();
    expect(
      (
        await phone.call(
          '600',
          offer.replace(/PCMU/g, 'iLBC').replace('SAVPF 0', 'SAVPF 97').replace('rtpmap:0', 'rtpmap:97'),
        )
      ).response.status,
    ).toBe(488);
    expect((await phone.call('600', offer.replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP'))).response.status).toBe(488);
    expect((await phone.call('600', 'v=0\r\nnonsense')).response.status).toBe(488);
    expect(exchange.calls()).toEqual([]);
  });
});

describe('numbers that are answered', () => {
  it('600 gives every packet back, and the tone in it', async () => {
    const phone = await ready();
    const session = sound(testTone);
    const { dialog, call } = await talk(phone, '600', session);
    await packets(session, 40);
    const mine = session.stats();
    expect(mine.tone?.frequency).toBe(1004);
    expect(mine.tone?.level).toBeCloseTo(-15, 0);
    expect(mine.tone?.purity).toBeGreaterThan(0.95);
    expect([mine.packetsLost, mine.codec]).toEqual([0, 'PCMU']);
    const ended = exchange.once('call-ended');
    phone.sendInDialog(dialog, 'BYE');
    expect((await phone.response('BYE')).status).toBe(200);
    await ended;
    expect(call.end?.media).toMatchObject({ codec: 'PCMU', packetsLost: 0, tone: { frequency: 1004 } });
    expect(call.end?.media?.packetsSent).toBeGreaterThanOrEqual(mine.packetsReceived);
  });

  it.each(['opus', 'G722', 'PCMA'] as const)('600 takes %s', async (codec) => {
    const phone = await ready();
    const { response } = await talk(phone, '600', sound('silence', [codec, 'PCMU']));
    // Opus and G.722 before G.711, as they were offered.
    expect(response.body).toMatch(new RegExp(`a=rtpmap:\\d+ ${codec === 'PCMA' ? 'PCMU' : codec}/`));
  });

  it('601 sends 1004 Hz at a steady 50 packets a second', async () => {
    const phone = await ready();
    const session = sound('silence');
    await talk(phone, '601', session);
    await packets(session, 60);
    const { tone, firstReceivedAt, lastReceivedAt, packetsReceived } = session.stats();
    expect(tone?.frequency).toBe(1004);
    const pace = ((lastReceivedAt ?? 0) - (firstReceivedAt ?? 0)) / (packetsReceived - 1);
    expect(Math.abs(pace - 20)).toBeLessThan(2);
  });

  it('605 hangs up after 2 s', async () => {
    const clock = new ManualClock();
    const phone = await ready({ clock });
    await talk(phone, '605', sound('silence'));
    clock.advance(2000);
    phone.respond(await phone.request('BYE'), 200);
    expect(exchange.calls()).toEqual([]);
  });

  it('606 reads keys by RTP and plays them back', async () => {
    const phone = await ready();
    const session = sound('silence');
    await talk(phone, '606', session);
    const read = exchange.once('dtmf');
    session.sendDtmf('159D#');
    expect(await read).toEqual(['159D', '1001']);
    await packets(session, 5);
    expect((await phone.request('BYE')).method).toBe('BYE');
    // Four keys of 200 ms, 100 ms apart.
    expect(session.stats().packetsReceived).toBeGreaterThanOrEqual(58);
  });

  it('606 reads keys by INFO, and stops after 8 s of silence', async () => {
    const clock = new ManualClock();
    const phone = await ready({ clock });
    const { dialog, call } = await talk(phone, '606', sound('silence'));
    const read = exchange.once('dtmf');
    for (const [type, body] of [
      ['application/dtmf-relay', 'Signal=4\r\nDuration=160\r\n'],
      ['application/dtmf', '2'],
      ['text/plain', '7'],
    ] as const) {
      clock.advance(7000);
      phone.sendInDialog(dialog, 'INFO', body, [['Content-Type', type]]);
      expect((await phone.response('INFO')).status).toBe(200);
    }
    expect(call.end).toBeNull();
    clock.advance(1000);
    expect(await read).toEqual(['42', '1001']);
  });

  it('607 sends keys', async () => {
    const phone = await ready();
    const session = sound('silence');
    const keys: string[] = [];
    const last = session.once('dtmf', (digit) => {
      keys.push(digit);
      return digit === '#';
    });
    await talk(phone, '607', session);
    await last;
    expect(keys.join('')).toBe('147*#');
  });

  it('650 accepts with a tone, hangs up, and calls back after 5 s', async () => {
    const clock = new ManualClock();
    const phone = await ready({ clock });
    const session = sound('silence');
    await talk(phone, '650', session);
    phone.respond(await phone.request('BYE'), 200);
    expect(session.stats().packetsReceived).toBeGreaterThan(10);
    clock.advance(4999);
    expect(phone.inbox.filter(({ kind }) => kind === 'request')).toEqual([]);
    clock.advance(1);
    const invite = await phone.request('INVITE');
    expect(invite.from).toMatchObject({ name: 'Practice call-back', user: '650' });
    const back = sound('silence');
    phone.respond(invite, 200, { body: await back.answer(invite.body) });
    await phone.request('ACK');
    await packets(back, 40);
    expect(back.stats().tone?.level).toBeGreaterThan(-20);
  });
});

describe('what a dialog with the exchange takes', () => {
  it('hold and unhold, UPDATE, OPTIONS', async () => {
    const phone = await ready();
    const session = sound(testTone);
    const { dialog, call } = await talk(phone, '600', session);
    const held = call.once('held');
    session.setHold(true);
    phone.sendInDialog(dialog, 'INVITE', await session.offer());
    const answer = await phone.response('INVITE');
    phone.ack(dialog);
    expect(answer.body).toContain('a=recvonly');
    expect(await held).toEqual([true]);
    await session.applyAnswer(answer.body);
    session.setHold(false);
    phone.sendInDialog(dialog, 'UPDATE', await session.offer());
    const update = await phone.response('UPDATE');
    expect([update.status, update.body.includes('a=sendrecv')]).toEqual([200, true]);
    await session.applyAnswer(update.body);
    phone.sendInDialog(dialog, 'OPTIONS');
    expect((await phone.response('OPTIONS')).status).toBe(200);
    const { packetsReceived } = session.stats();
    await packets(session, packetsReceived + 10);
  });

  it('a re-INVITE with ICE restart from a phone that lost its WebSocket', async () => {
    const phone = await ready();
    const session = sound(testTone);
    const { dialog, call } = await talk(phone, '600', session);
    const lost = exchange.once('disconnected');
    phone.close();
    await lost;
    const back = await TestPhone.ready(exchange, '1001');
    back.sendInDialog(dialog, 'INVITE', await session.offer({ iceRestart: true }));
    const answer = await back.response('INVITE');
    expect(answer.status).toBe(200);
    back.ack(dialog);
    await session.applyAnswer(answer.body);
    const { packetsReceived } = session.stats();
    await packets(session, packetsReceived + 20);
    call.hangup();
    expect((await back.request('BYE')).callId).toBe(dialog.callId);
  });

  it('an INVITE without SDP gets an offer', async () => {
    const phone = await ready();
    const session = sound('silence', ['PCMU', 'opus', 'G722', 'PCMA']);
    const { dialog } = phone.invite('601');
    const response = await phone.response('INVITE');
    phone.confirm(dialog, response);
    const connected = session.once('connected');
    phone.ack(dialog, await session.answer(response.body));
    await connected;
    await packets(session, 5);
  });

  it('a call that is never acknowledged is hung up', async () => {
    const clock = new ManualClock();
    const phone = await ready({ clock });
    const { dialog } = phone.invite('600', await sound('silence').offer());
    phone.confirm(dialog, await phone.response('INVITE'));
    clock.advance(32_000);
    expect((await phone.request('BYE')).headers.get('Reason')).toContain('no ACK');
  });

  it('answers at once: no timer has to run first', async () => {
    const phone = await ready({ clock: new ManualClock() });
    const { response } = await phone.call('600', await sound('silence', ['opus']).offer());
    expect(response.status).toBe(200);
  });
});
