import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestPhone } from '../fakes/test-phone';
import { ManualClock, startExchange, type Exchange } from '../index';
import { MediaSession } from '../media/session';

let exchange: Exchange;
let phone: TestPhone;
let clock: ManualClock;
const sessions: MediaSession[] = [];
const offer = () => {
  const session = new MediaSession('silence', ['PCMU']);
  sessions.push(session);
  return session.offer();
};

beforeEach(async () => {
  clock = new ManualClock();
  exchange = await startExchange({ clock });
  phone = await TestPhone.ready(exchange, '1001');
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await exchange.close();
});

describe('progress', () => {
  it.each([
    ['612', [181, 180]],
    ['613', [182]],
    ['614', [183]],
  ])('%s says %s, then answers', async (number, statuses) => {
    const { dialog } = phone.invite(number, await offer());
    for (const status of statuses) {
      expect((await phone.response('INVITE', status)).body).toBe('');
      clock.advance(1500);
    }
    phone.confirm(dialog, await phone.response('INVITE'));
    phone.ack(dialog);
  });

  it('615 ends one branch and answers with another', async () => {
    phone.invite('615', await offer());
    const early = await phone.response('INVITE', 183);
    expect(early.to.tag).toBe('first');
    expect(early.body).toContain('m=audio');
    clock.advance(1500);
    expect((await phone.response('INVITE', 199)).to.tag).toBe('first');
    expect((await phone.response('INVITE', 180)).to.tag).toBe('second');
    clock.advance(1500);
    expect((await phone.response('INVITE')).to.tag).toBe('second');
  });

  it('616 answers twice', async () => {
    phone.invite('616', await offer());
    const first = await phone.response('INVITE');
    const second = await phone.response('INVITE');
    expect([first.status, second.status, second.to.tag]).toEqual([200, 200, 'other']);
    const ufrag = (sdp: string) => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1];
    expect(ufrag(first.body)).not.toBe(ufrag(second.body));
  });

  it('617 answers after the PRACK', async () => {
    const { dialog } = phone.invite('617', await offer());
    const ringing = await phone.response('INVITE', 180);
    expect(ringing.headers.get('Require')).toBe('100rel');
    phone.confirm(dialog, ringing);
    phone.sendInDialog(dialog, 'PRACK', '', [['RAck', '1 1 INVITE']]);
    expect((await phone.response('PRACK')).status).toBe(200);
    await phone.ping();
    clock.advance(1500);
    expect((await phone.response('INVITE')).status).toBe(200);
  });
});

describe('session timers', () => {
  it('618 refreshes', async () => {
    await phone.call('618', await offer());
    await phone.ping();
    for (let round = 0; round < 3; round++) {
      clock.advance(45_000);
      const update = await phone.request('UPDATE');
      expect(update.headers.get('Session-Expires')).toBe('90;refresher=uac');
      phone.respond(update, 200);
      await phone.ping();
    }
  });

  it('619 hangs up when the phone does not refresh', async () => {
    const { dialog, response } = await phone.call('619', await offer());
    expect(response.headers.get('Session-Expires')).toBe('90;refresher=uac');
    phone.sendInDialog(dialog, 'UPDATE', '', [['Session-Expires', '90;refresher=uac']]);
    expect((await phone.response('UPDATE')).headers.get('Session-Expires')).toBe('90;refresher=uac');
    clock.advance(60_000);
    await phone.ping();
    expect(exchange.calls()).toHaveLength(1);
    clock.advance(60_000);
    expect((await phone.request('BYE')).headers.get('Reason')).toContain('not refreshed');
  });
});

describe('refusals', () => {
  it.each([
    ['640', 302, ['<sip:600@practice.invalid>']],
    ['641', 302, ['<sip:600@elsewhere.invalid>']],
    ['642', 302, ['<sip:602@practice.invalid>;q=0.2', '<sip:601@practice.invalid>;q=0.9', '<tel:+49301234567>;q=0.5']],
    ['643', 302, ['<sip:643@practice.invalid>']],
    ['644', 415, []],
    ['645', 606, []],
    ['646', 488, []],
  ])('%s is %s', async (number, status, contacts) => {
    const seen = exchange.once(
      'message',
      ({ direction, text }) => direction === 'out' && text.startsWith(`SIP/2.0 ${status}`),
    );
    phone.invite(number, await offer());
    const [{ text }] = await seen;
    expect([...text.matchAll(/^Contact: (.*)$/gm)].map(([, value]) => value?.trim())).toEqual(contacts);
  });
});

describe('callers', () => {
  it('647 becomes somebody else', async () => {
    await phone.call('647', await offer());
    clock.advance(1500);
    expect((await phone.request('UPDATE')).headers.get('P-Asserted-Identity')).toContain('2007@');
  });

  it.each([
    ['630', 'Diversion', 'sip:2000@'],
    ['631', 'History-Info', 'mp=1'],
    ['632', 'Alert-Info', 'alert-internal'],
    ['633', 'Alert-Info', 'priority:high'],
    ['634', 'Call-Info', 'answer-after=0'],
    ['635', 'Alert-Info', 'alert-autoanswer'],
    ['636', 'Answer-Mode', 'Auto'],
    ['637', 'Privacy', 'id'],
  ])('%s calls back with %s', async (number, header, value) => {
    expect((await phone.call(number)).response.status).toBe(480);
    clock.advance(1500);
    expect((await phone.request('INVITE')).headers.get(header)).toContain(value);
  });
});
