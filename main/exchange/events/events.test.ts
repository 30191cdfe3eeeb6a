import { afterEach, describe, expect, it } from 'vitest';
import { TestPhone, type Dialog } from '../fakes/test-phone';
import { ManualClock, startExchange, type Exchange, type ExchangeOptions } from '../index';
import { MediaSession } from '../media/session';
import type { HeaderList } from '../sip/headers';
import type { SipRequest } from '../sip/message';

let exchange: Exchange;
const OFFER = 'v=0\r\no=alice 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
const clock = new ManualClock();

async function start(options: ExchangeOptions = {}): Promise<Exchange> {
  exchange = await startExchange(options);
  return exchange;
}

afterEach(async () => {
  await exchange.close();
});

const subscribe = (phone: TestPhone, dialog: Dialog, event: string, expires = 600, more: HeaderList = []) => {
  phone.sendInDialog(dialog, 'SUBSCRIBE', '', [['Event', event], ['Expires', String(expires)], ...more]);
  return phone.response('SUBSCRIBE');
};
/** The next NOTIFY, answered. */
async function told(phone: TestPhone, status = 200): Promise<SipRequest> {
  const notify = await phone.request('NOTIFY');
  phone.respond(notify, status);
  return notify;
}
/** The exchange has dealt with all that this phone sent. */
async function settled(phone: TestPhone): Promise<void> {
  phone.sendInDialog(phone.dialogTo(''), 'OPTIONS');
  await phone.response('OPTIONS');
}
const stateOf = (notify: SipRequest) => notify.headers.get('Subscription-State');
const states = (notify: SipRequest) => [...notify.body.matchAll(/<state>(\w+)<\/state>/g)].map(([, state]) => state);

/** Subscribed, and told the first time. */
async function watching(phone: TestPhone, target: string, event: string) {
  const dialog = phone.dialogTo(target);
  const response = await subscribe(phone, dialog, event);
  phone.confirm(dialog, response);
  return { dialog, response, first: await told(phone) };
}

describe('a subscription', () => {
  it('is accepted, and told at once', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    const { dialog, response, first } = await watching(alice, '1002', 'dialog');
    expect([response.status, response.headers.get('Expires')]).toEqual([200, '600']);
    expect([first.headers.get('Event'), stateOf(first), first.headers.get('Content-Type'), first.cseq]).toEqual([
      'dialog',
      'active;expires=600',
      'application/dialog-info+xml',
      1,
    ]);
    expect([first.callId, first.to.tag, first.from.tag]).toEqual([
      dialog.callId,
      /tag=(\w+)/.exec(dialog.local)?.[1],
      response.to.tag,
    ]);
    expect(exchange.subscriptions()).toMatchObject([{ subscriber: '1001', event: 'dialog', target: '1002' }]);
  });

  it('is refreshed in its dialog, with the whole state again', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    const { dialog } = await watching(alice, '1002', 'dialog');
    expect((await subscribe(alice, dialog, 'dialog', 300)).headers.get('Expires')).toBe('300');
    const second = await told(alice);
    expect([second.cseq, second.body.includes('version="1"')]).toEqual([2, true]);
    expect([exchange.subscriptions().length, exchange.subscribeCount('1001')]).toEqual([1, 2]);
    dialog.cseq = 0;
    expect((await subscribe(alice, dialog, 'dialog')).status).toBe(500);
  });

  it('ends when asked, when its time is over, and with the WebSocket', async () => {
    await start({ clock });
    const alice = await TestPhone.ready(exchange, '1001');
    const { dialog } = await watching(alice, '1002', 'dialog');
    await subscribe(alice, dialog, 'dialog', 0);
    expect(stateOf(await told(alice))).toBe('terminated;reason=timeout');
    await watching(alice, '1002', 'presence');
    await settled(alice);
    clock.advance(600_000);
    expect(stateOf(await told(alice))).toBe('terminated;reason=timeout');
    expect((await subscribe(alice, dialog, 'dialog')).status).toBe(481);
    await watching(alice, '1003', 'dialog');
    expect(exchange.subscriptions()).toHaveLength(1);
    const lost = exchange.once('disconnected');
    alice.close();
    await lost;
    expect(exchange.subscriptions()).toEqual([]);
  });

  it.each([
    ['an event that nobody knows', '1002', 'weather', 600, 489],
    ['somebody who is not there', '9999', 'dialog', 600, 404],
    ["another's voicemail", '1002', 'message-summary', 600, 403],
    ['too short a time', '1002', 'dialog', 5, 423],
  ])('is refused for %s', async (_name, target, event, expires, status) => {
    await start({ minExpires: 60 });
    const alice = await TestPhone.ready(exchange, '1001');
    const response = await subscribe(alice, alice.dialogTo(target), event, expires);
    expect(response.status).toBe(status);
    expect(response.headers.get('Min-Expires')).toBe(status === 423 ? '60' : undefined);
    expect(exchange.subscriptions()).toEqual([]);
  });

  it('needs a proof of who asks', async () => {
    await start({ challengeCalls: true });
    const alice = await TestPhone.ready(exchange, '1001');
    const response = await subscribe(alice, alice.dialogTo('1002'), 'dialog');
    expect(response.status).toBe(407);
    alice.readChallenge(response);
    const uri = `sip:1002@${exchange.domain}`;
    const proof: HeaderList = [['Proxy-Authorization', alice.credentials('SUBSCRIBE', uri, alice.password)]];
    expect((await subscribe(alice, alice.dialogTo('1002'), 'dialog', 600, proof)).status).toBe(200);
  });

  it('is refused, not answered, or ended, by order', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    exchange.faults = {
      request: ({ method }) =>
        method === 'SUBSCRIBE' ? { kind: 'respond', status: 503, headers: [['Retry-After', '30']] } : undefined,
    };
    expect((await subscribe(alice, alice.dialogTo('1002'), 'dialog')).headers.get('Retry-After')).toBe('30');
    exchange.faults = { request: ({ method }) => (method === 'SUBSCRIBE' ? { kind: 'drop' } : undefined) };
    alice.sendInDialog(alice.dialogTo('1002'), 'SUBSCRIBE', '', [['Event', 'dialog']]);
    await settled(alice);
    exchange.faults = {};
    await watching(alice, '1002', 'dialog');
    expect(exchange.subscribeCount('1001')).toBe(3);
    await watching(alice, '1002', 'presence');
    expect(exchange.terminateSubscriptions({ subscriber: '1001', event: 'dialog' }, 'probation', 20)).toBe(1);
    expect(stateOf(await told(alice))).toBe('terminated;reason=probation;retry-after=20');
    expect(exchange.subscriptions()).toMatchObject([{ event: 'presence' }]);
  });

  it('is dropped when the phone knows nothing of it', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    await subscribe(alice, alice.dialogTo('1002'), 'presence');
    await told(alice, 481);
    await settled(alice);
    expect(exchange.subscriptions()).toEqual([]);
  });
});

describe('what is told of calls', () => {
  async function three() {
    await start();
    const [alice, bob, carol] = [
      await TestPhone.ready(exchange, '1001'),
      await TestPhone.ready(exchange, '1002'),
      await TestPhone.ready(exchange, '1003'),
    ];
    const { first } = await watching(carol, '1002', 'dialog');
    expect(first.body).not.toContain('<dialog ');
    return { alice, bob, carol };
  }

  it('has what picking up needs, and follows the call to its end', async () => {
    const { alice, bob, carol } = await three();
    const { dialog } = alice.invite('1002', OFFER);
    const invite = await bob.request('INVITE');
    bob.respond(invite, 180, { toTag: 'bobtag' });
    const ringing = await told(carol);
    expect(ringing.body).toContain(`call-id="${dialog.callId}"`);
    expect(ringing.body).toContain(`local-tag="bobtag" remote-tag="${/tag=(\w+)/.exec(dialog.local)?.[1] ?? ''}"`);
    expect(ringing.body).toContain('direction="recipient"');
    expect(ringing.body).toContain(`<identity display="1001">sip:1001@${exchange.domain}</identity>`);
    expect(ringing.body).toContain(`<target uri="${alice.contact.slice(1, -1)}"/>`);
    expect(states(ringing)).toEqual(['early']);
    bob.respond(invite, 200, { toTag: 'bobtag', body: OFFER });
    const response = await alice.response('INVITE');
    alice.confirm(dialog, response);
    alice.ack(dialog);
    expect(states(await told(carol))).toEqual(['confirmed']);
    alice.sendInDialog(dialog, 'BYE');
    bob.respond(await bob.request('BYE'), 200);
    expect(states(await told(carol))).toEqual([]);
  });

  it('brings the picked-up call where its document says', async () => {
    const { alice, bob, carol } = await three();
    alice.invite('1002', OFFER);
    bob.respond(await bob.request('INVITE'), 180, { toTag: 'bobtag' });
    const { body } = await told(carol);
    const part = (pattern: RegExp) => pattern.exec(body)?.[1] ?? '';
    const dialog = carol.dialogTo('1001');
    dialog.target = part(/target uri="([^"]*)"/);
    const replaces = `${part(/call-id="([^"]*)"/)};to-tag=${part(/remote-tag="([^"]*)"/)};from-tag=bobtag;early-only`;
    carol.sendInDialog(dialog, 'INVITE', OFFER, [['Replaces', replaces]]);
    expect((await alice.request('INVITE')).headers.get('Replaces')).toBe(replaces);
  });

  it('forgets what was refused, given up, or lost', async () => {
    const { alice, bob, carol } = await three();
    alice.invite('1002', OFFER);
    const refused = await bob.request('INVITE');
    bob.respond(refused, 180, { toTag: 'one' });
    expect(states(await told(carol))).toEqual(['early']);
    bob.respond(refused, 486, { toTag: 'one' });
    expect(states(await told(carol))).toEqual([]);
    const { dialog, branch } = alice.invite('1002', OFFER);
    bob.respond(await bob.request('INVITE'), 180, { toTag: 'two' });
    expect(states(await told(carol))).toEqual(['early']);
    alice.cancel(dialog, branch);
    expect(states(await told(carol))).toEqual([]);
  });

  it('knows calls with the exchange itself, both ways', async () => {
    const { bob, carol } = await three();
    const call = exchange.call('1002', { name: 'A "B" <c>', number: '650' });
    const invite = await bob.request('INVITE');
    bob.respond(invite, 180, { toTag: 'x' });
    const ringing = await told(carol);
    expect([states(ringing), ringing.body.includes('display="A &#34;B&#34; &#60;c&#62;"')]).toEqual([['early'], true]);
    call.hangup();
    expect(states(await told(carol))).toEqual([]);
    const media = new MediaSession('silence', ['PCMU']);
    bob.invite('602', await media.offer());
    expect(states(await told(carol))).toEqual(['trying']);
    const outgoing = await told(carol);
    expect([states(outgoing), outgoing.body.includes('direction="initiator"')]).toEqual([['early'], true]);
    media.close();
  });

  it('says in presence who is there, on the phone, or away', async () => {
    await start();
    const carol = await TestPhone.ready(exchange, '1003');
    const { first } = await watching(carol, '1002', 'presence');
    expect(first.body).toContain('<basic>closed</basic>');
    const bob = await TestPhone.ready(exchange, '1002');
    expect((await told(carol)).body).toContain('<basic>open</basic>');
    exchange.setPresence('1002', { activity: 'away', note: 'Lunch & walk' });
    expect((await told(carol)).body).toMatch(/<rpid:away\/>.*<dm:note>Lunch &#38; walk<\/dm:note>/);
    exchange.call('1002');
    bob.respond(await bob.request('INVITE'), 180, { toTag: 'x' });
    expect((await told(carol)).body).toContain('<rpid:on-the-phone/><rpid:away/>');
    bob.close();
    expect((await told(carol)).body).toContain('<basic>closed</basic>');
  });
});

describe('voicemail', () => {
  const counts = ({ body }: SipRequest) => /Voice-Message: (.*)/.exec(body)?.[1];

  it('counts what 620 takes and 621 listens to', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    const { first } = await watching(alice, '1001', 'message-summary');
    expect(first.body).toBe(
      `Messages-Waiting: no\r\nMessage-Account: sip:621@${exchange.domain}\r\nVoice-Message: 0/0 (0/0)\r\n`,
    );
    const call = async (number: string) => {
      const media = new MediaSession('silence', ['PCMU']);
      const { dialog } = await alice.call(number, await media.offer());
      return async () => {
        alice.sendInDialog(dialog, 'BYE');
        await alice.response('BYE');
        media.close();
      };
    };
    await (
      await call('620')
    )();
    expect(counts(await told(alice))).toBe('1/0 (0/0)');
    exchange.setMailbox('1001', { newMessages: 2, oldMessages: 3, urgent: 1 });
    expect(counts(await told(alice))).toBe('2/3 (1/0)');
    const end = await call('621');
    expect(counts(await told(alice))).toBe('0/5 (0/0)');
    await end();
    await (
      await call('621')
    )();
    expect(counts(await told(alice))).toBe('0/0 (0/0)');
    expect(exchange.mailbox('1001')).toEqual({ newMessages: 0, oldMessages: 0, urgent: 0 });
  });

  it('is told to who did not ask, where that is wanted', async () => {
    await start({ unsolicitedVoicemail: true });
    exchange.setMailbox('1001', { newMessages: 1 });
    const alice = await TestPhone.ready(exchange, '1001');
    const unasked = await told(alice);
    expect([counts(unasked), unasked.to.tag, `<${unasked.uri}>`]).toEqual(['1/0 (0/0)', undefined, alice.contact]);
    exchange.setMailbox('1001', { newMessages: 2 });
    expect(counts(await told(alice))).toBe('2/0 (0/0)');
    await watching(alice, '1001', 'message-summary');
    exchange.setMailbox('1001', { newMessages: 3 });
    expect((await told(alice)).to.tag).toBeDefined();
    await settled(alice);
    expect(alice.inbox).toEqual([]);
  });

  it('is not told by one phone to another', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    const bob = await TestPhone.ready(exchange, '1002');
    alice.sendInDialog(alice.dialogTo('1002'), 'NOTIFY', 'Messages-Waiting: yes\r\n', [
      ['Event', 'message-summary'],
      ['Content-Type', 'application/simple-message-summary'],
    ]);
    expect((await alice.response('NOTIFY')).status).toBe(481);
    await settled(bob);
    expect(bob.inbox).toEqual([]);
  });
});

describe('MESSAGE', () => {
  it('cannot reach a phone that is off, nor a number that is none', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    const send = async (number: string) => {
      alice.sendInDialog(alice.dialogTo(number), 'MESSAGE', 'hello', [['Content-Type', 'text/plain']]);
      return (await alice.response('MESSAGE')).status;
    };
    expect([await send('1002'), await send('9999'), await send('601')]).toEqual([480, 404, 200]);
  });

  it('to 600 comes back', async () => {
    await start();
    const alice = await TestPhone.ready(exchange, '1001');
    alice.sendInDialog(alice.dialogTo('600'), 'MESSAGE', 'Grüße', [['Content-Type', 'text/plain;charset=utf-8']]);
    expect((await alice.response('MESSAGE')).status).toBe(200);
    const back = await alice.request('MESSAGE');
    expect([back.body, back.from.user, back.headers.get('Content-Type')]).toEqual([
      'Grüße',
      '600',
      'text/plain;charset=utf-8',
    ]);
  });

  it('of the exchange tells what became of it', async () => {
    await start();
    expect(await exchange.sendMessage('1001', 'hello')).toBe(480);
    const alice = await TestPhone.ready(exchange, '1001');
    const status = exchange.sendMessage('1001', 'hello', { from: '1002', name: 'Bob' });
    const message = await alice.request('MESSAGE');
    expect([message.from.name, message.body]).toEqual(['Bob', 'hello']);
    alice.respond(message, 415);
    expect(await status).toBe(415);
  });
});
