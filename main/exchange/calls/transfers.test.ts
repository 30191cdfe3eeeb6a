import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestPhone, type Dialog } from '../fakes/test-phone';
import { ManualClock, startExchange, type Exchange } from '../index';
import { MediaSession } from '../media/session';
import type { SipRequest } from '../sip/message';

let exchange: Exchange;
let phone: TestPhone;
const clock = new ManualClock();
const sessions: MediaSession[] = [];
const sound = () => {
  const session = new MediaSession('silence', ['PCMU']);
  sessions.push(session);
  return session;
};
const talk = async (number: string) => (await phone.call(number, await sound().offer())).dialog;
const tags = (dialog: Dialog) => ({
  to: /tag=([^;]+)/.exec(dialog.remote)?.[1] ?? '',
  from: /tag=([^;]+)/.exec(dialog.local)?.[1] ?? '',
});
const replacesOf = (dialog: Dialog) => `${dialog.callId};to-tag=${tags(dialog).to};from-tag=${tags(dialog).from}`;

/** The status lines that are told of a REFER, until the last. */
async function outcome(): Promise<string[]> {
  const told: string[] = [];
  for (;;) {
    const notify = await phone.request('NOTIFY');
    phone.respond(notify, 200);
    told.push(notify.body.trim());
    if (notify.headers.get('Subscription-State')?.startsWith('terminated')) return told;
  }
}

function refer(dialog: Dialog, target: string): void {
  phone.sendInDialog(dialog, 'REFER', '', [
    ['Refer-To', `<${target}>`],
    ['Referred-By', '<sip:1001@practice.invalid>'],
  ]);
}

beforeEach(async () => {
  exchange = await startExchange({ clock });
  phone = await TestPhone.ready(exchange, '1001');
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await exchange.close();
});

describe('a REFER to the exchange', () => {
  it('makes its number call a phone, and tells how that goes', async () => {
    const colleague = await TestPhone.ready(exchange, '1002');
    const dialog = await talk('600');
    refer(dialog, 'sip:1002@practice.invalid');
    expect((await phone.response('REFER')).status).toBe(202);
    const invite = await colleague.request('INVITE');
    expect(invite.from.user).toBe('600');
    expect(invite.headers.get('Referred-By')).toBe('<sip:1001@practice.invalid>');
    colleague.respond(invite, 180);
    colleague.respond(invite, 200, { body: await sound().answer(invite.body) });
    expect(await outcome()).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing', 'SIP/2.0 200 OK']);
    await colleague.request('ACK');
    phone.sendInDialog(dialog, 'BYE');
    expect((await phone.response('BYE')).status).toBe(200);
    expect(exchange.calls()).toHaveLength(1);
  });

  it('tells of a colleague who refuses, and the call is still there', async () => {
    const colleague = await TestPhone.ready(exchange, '1002');
    const dialog = await talk('600');
    refer(dialog, 'sip:1002@practice.invalid');
    const invite = await colleague.request('INVITE');
    colleague.respond(invite, 486);
    expect((await outcome()).at(-1)).toMatch(/^SIP\/2\.0 486 /);
    phone.sendInDialog(dialog, 'OPTIONS');
    expect((await phone.response('OPTIONS')).status).toBe(200);
  });

  it.each([
    ['601', 200],
    ['603', 486],
    ['699', 404],
    ['1004', 480],
  ])('to %s ends with %s', async (number, status) => {
    const dialog = await talk('600');
    refer(dialog, `sip:${number}@practice.invalid`);
    expect((await outcome()).at(-1)).toContain(`SIP/2.0 ${status} `);
  });

  it('with two targets or none is refused', async () => {
    const dialog = await talk('600');
    refer(dialog, 'sip:1@a>, <sip:2@a');
    expect((await phone.response('REFER')).status).toBe(400);
    phone.sendInDialog(dialog, 'REFER');
    expect((await phone.response('REFER')).status).toBe(400);
  });

  it('says nothing of it where that is not wanted', async () => {
    const dialog = await talk('600');
    phone.sendInDialog(dialog, 'REFER', '', [
      ['Refer-To', '<sip:601@practice.invalid>'],
      ['Refer-Sub', 'false'],
    ]);
    expect((await phone.response('REFER')).headers.get('Refer-Sub')).toBe('false');
    phone.sendInDialog(dialog, 'OPTIONS');
    await phone.response('OPTIONS');
    expect(phone.inbox.filter((message) => message.method === 'NOTIFY')).toEqual([]);
  });

  it('attended: a colleague is called with Replaces', async () => {
    const colleague = await TestPhone.ready(exchange, '1002');
    const first = await talk('600');
    const { dialog: second } = phone.invite('1002', await sound().offer());
    const consult = await colleague.request('INVITE');
    colleague.respond(consult, 200, { body: await sound().answer(consult.body) });
    phone.confirm(second, await phone.response('INVITE'));
    phone.ack(second);
    await colleague.request('ACK');
    refer(first, `${second.target}?Replaces=${encodeURIComponent(replacesOf(second))}`);
    const invite = await colleague.request('INVITE');
    expect(invite.headers.get('Replaces')).toBe(replacesOf(second));
    expect(invite.headers.get('Require')).toBe('replaces');
    colleague.respond(invite, 200, { body: await sound().answer(invite.body) });
    expect((await outcome()).at(-1)).toBe('SIP/2.0 200 OK');
  });

  it('attended: two of its numbers get each other', async () => {
    const first = await talk('600');
    const second = await talk('601');
    refer(first, `${second.target}?Replaces=${encodeURIComponent(replacesOf(second))}`);
    expect((await outcome()).at(-1)).toBe('SIP/2.0 200 OK');
    const bye = await phone.request('BYE');
    expect(bye.callId).toBe(second.callId);
    phone.respond(bye, 200);
    refer(first, `${second.target}?Replaces=${encodeURIComponent(replacesOf(second))}`);
    expect((await outcome()).at(-1)).toContain('481');
  });
});

describe('an INVITE with Replaces to the exchange', () => {
  it('takes a call over', async () => {
    const dialog = await talk('601');
    const other = await TestPhone.ready(exchange, '1002');
    const uri = dialog.target;
    const taking = other.dialogTo('601');
    taking.target = uri;
    other.sendInDialog(taking, 'INVITE', await sound().offer(), [
      ['Replaces', replacesOf(dialog)],
      ['Require', 'replaces'],
    ]);
    other.confirm(taking, await other.response('INVITE'));
    other.ack(taking);
    const bye = await phone.request('BYE');
    expect(bye.headers.get('Reason')).toContain('Call transferred');
  });

  it('picks a ringing call up', async () => {
    exchange.call('1001', { number: '2002' });
    const invite: SipRequest = await phone.request('INVITE');
    phone.respond(invite, 180);
    const other = await TestPhone.ready(exchange, '1002');
    const pickUp = other.dialogTo('2002');
    pickUp.target = invite.contacts[0]?.uri ?? '';
    other.sendInDialog(pickUp, 'INVITE', await sound().offer(), [
      ['Replaces', `${invite.callId};to-tag=${invite.from.tag ?? ''};from-tag=callee;early-only`],
    ]);
    expect((await other.response('INVITE')).status).toBe(200);
    await phone.request('CANCEL');
  });

  it('is refused where there is no such call', async () => {
    const dialog = phone.dialogTo('601');
    phone.sendInDialog(dialog, 'INVITE', await sound().offer(), [['Replaces', 'a;to-tag=1;from-tag=2']]);
    expect((await phone.response('INVITE')).status).toBe(481);
  });

  it('is refused with early-only where it is answered', async () => {
    const first = await talk('601');
    const dialog = phone.dialogTo('601');
    phone.sendInDialog(dialog, 'INVITE', await sound().offer(), [['Replaces', `${replacesOf(first)};early-only`]]);
    expect((await phone.response('INVITE')).status).toBe(486);
  });
});
