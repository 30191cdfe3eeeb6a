// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Watch, WatchSignal } from '../phone/ports';
import { Bench } from './testing/bench';
import { notify, outsideWith } from './testing/events';
import * as sip from './testing/message';
import type { ScriptedConnection } from './testing/scripted-server';

let bench: Bench;
let connection: ScriptedConnection;

beforeEach(async () => {
  bench = new Bench();
  connection = await bench.registered();
});
afterEach(() => {
  bench.line.close();
  vi.useRealTimers();
});

const bob: Watch = { id: 'w', event: 'dialog', target: '1002' };
const voicemail: Watch = { id: 'v', event: 'message-summary', target: '1001' };
const document = (dialogs: string, attributes = 'version="0" state="full"') =>
  `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${attributes} entity="sip:1002@pbx.test">${dialogs}</dialog-info>`;
const busy = document('<dialog id="1"><state>confirmed</state></dialog>');

const hears = async <K extends WatchSignal['kind']>(
  id: string,
  kind: K,
): Promise<Extract<WatchSignal, { kind: K }>> => {
  const told = await bench.next(
    (candidate) => 'watch' in candidate && candidate.id === id && candidate.watch.kind === kind,
  );
  return (told as { watch: WatchSignal }).watch as Extract<WatchSignal, { kind: K }>;
};
const signals = (id: string) =>
  bench.told.flatMap((told) => ('watch' in told && told.id === id ? [told.watch.kind] : []));
const subscribes = () => connection.received.filter((text) => sip.method(text) === 'SUBSCRIBE');
const accept = (subscribe: string, headers: readonly string[] = []) => {
  connection.send(
    sip.response(subscribe, 200, {
      headers: ['Contact: <sip:notifier@10.0.0.9;transport=ws>', 'Expires: 600', ...headers],
    }),
  );
};

/** Subscribed, and told once. */
async function subscribed(watch = bob, body = busy) {
  bench.line.watch(watch, 600);
  const subscribe = await connection.request('SUBSCRIBE');
  accept(subscribe);
  connection.send(notify(subscribe, { body }));
  await connection.response(200, 'NOTIFY');
  await hears(watch.id, watch.event === 'message-summary' ? 'voicemail' : 'person');
  return subscribe;
}
/** The phone has dealt with all that was sent before. */
async function settled() {
  connection.send(outsideWith('OPTIONS', '', ''));
  await connection.response(200, 'OPTIONS');
}

describe('SUBSCRIBE', () => {
  it('names the package, what is understood, and whom', async () => {
    bench.line.watch(bob, 1800);
    const subscribe = await connection.request('SUBSCRIBE');
    expect(sip.startLine(subscribe)).toBe('SUBSCRIBE sip:1002@pbx.test SIP/2.0');
    expect(['Event', 'Accept', 'Expires'].map((name) => sip.header(subscribe, name))).toEqual([
      'dialog',
      'application/dialog-info+xml',
      '1800',
    ]);
    expect(sip.tag(sip.header(subscribe, 'To'))).toBe('');
    expect(sip.header(subscribe, 'Contact')).toContain('.invalid');
  });

  it('asks for its own voicemail, whatever the target says', async () => {
    bench.line.watch({ ...voicemail, target: 'somebody' }, 600);
    expect(sip.startLine(await connection.request('SUBSCRIBE'))).toContain('sip:1001@pbx.test');
  });

  it('tells how long it was accepted for', async () => {
    bench.line.watch(bob, 600);
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 200, { headers: ['Expires: 90'] }));
    expect(await hears('w', 'accepted')).toEqual({ kind: 'accepted', expires: 90 });
  });

  it('refreshes within the dialog, to where the notifier is, by its route', async () => {
    bench.line.watch(bob, 600);
    const first = await connection.request('SUBSCRIBE');
    accept(first, ['Record-Route: <sip:b.test;lr>, <sip:a.test;lr>']);
    await hears('w', 'accepted');
    bench.line.watch(bob, 600);
    const second = await connection.request('SUBSCRIBE');
    expect(sip.startLine(second)).toBe('SUBSCRIBE sip:notifier@10.0.0.9;transport=ws SIP/2.0');
    expect(sip.header(second, 'Call-ID')).toBe(sip.header(first, 'Call-ID'));
    expect([sip.tag(sip.header(second, 'To')), sip.cseq(second)]).toEqual(['server', 2]);
    expect(sip.headers(second, 'Route').join(', ')).toBe('<sip:a.test;lr>, <sip:b.test;lr>');
  });

  it('answers the strongest challenge, and signs ahead from then on', async () => {
    const md5 = 'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=MD5, qop="auth"';
    const sha = 'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=SHA-256, qop="auth"';
    bench.line.watch(bob, 600);
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 401, { headers: [md5, sha] }));
    const again = await connection.request('SUBSCRIBE');
    expect(sip.header(again, 'Authorization')).toContain('algorithm=SHA-256,');
    expect(sip.cseq(again)).toBe(2);
    accept(again);
    await hears('w', 'accepted');
    bench.line.watch(bob, 600);
    const refresh = await connection.request('SUBSCRIBE');
    expect([sip.cseq(refresh), sip.header(refresh, 'Authorization')]).toEqual([
      3,
      expect.stringContaining('nc=00000002'),
    ]);
  });

  it('gives up after a second 401: one refusal, two requests', async () => {
    const challenge = 'WWW-Authenticate: Digest realm="pbx", nonce="n", qop="auth"';
    bench.line.watch(bob, 600);
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 401, { headers: [challenge] }));
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 401, { headers: [challenge] }));
    expect(await hears('w', 'refused')).toEqual({ kind: 'refused', status: 401, retryAfter: 0 });
    await settled();
    expect(subscribes()).toHaveLength(2);
  });

  it('asks for longer after 423, once', async () => {
    bench.line.watch(bob, 60);
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 423, { headers: ['Min-Expires: 300'] }));
    const again = await connection.request('SUBSCRIBE');
    expect(sip.header(again, 'Expires')).toBe('300');
    connection.send(sip.response(again, 423, { headers: ['Min-Expires: 900'] }));
    expect((await hears('w', 'refused')).status).toBe(423);
    await settled();
    expect(subscribes()).toHaveLength(2);
  });

  it.each([
    ['none', []],
    ['one that is shorter', ['Min-Expires: 30']],
    ['one beyond all measure', ['Min-Expires: 999999999']],
  ])('takes a 423 with %s Min-Expires for a refusal', async (_name, headers) => {
    bench.line.watch(bob, 60);
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 423, { headers }));
    expect((await hears('w', 'refused')).status).toBe(423);
  });

  it.each([403, 404, 480, 489, 503, 603, 302])(
    'tells of a %s with Retry-After, and does nothing more',
    async (status) => {
      bench.line.watch(bob, 600);
      connection.send(
        sip.response(await connection.request('SUBSCRIBE'), status, { headers: ['Retry-After: 30 (busy)'] }),
      );
      expect(await hears('w', 'refused')).toEqual({ kind: 'refused', status, retryAfter: 30 });
      await settled();
      expect(subscribes()).toHaveLength(1);
    },
  );

  it('tells of no answer as 408', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    bench.line.watch(bob, 600);
    await connection.request('SUBSCRIBE');
    vi.advanceTimersByTime(33_000);
    expect(await hears('w', 'refused')).toEqual({ kind: 'refused', status: 408, retryAfter: 0 });
  });

  it('tells that it is over where it was accepted and nothing was ever told (Timer N)', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    bench.line.watch(bob, 600);
    const subscribe = await connection.request('SUBSCRIBE');
    accept(subscribe);
    await hears('w', 'accepted');
    vi.advanceTimersByTime(31_000);
    await settled();
    expect(signals('w')).toEqual(['accepted']);
    vi.advanceTimersByTime(2_000);
    expect(await hears('w', 'terminated')).toMatchObject({ reason: 'other' });
    connection.send(notify(subscribe, { body: busy }));
    await connection.response(481, 'NOTIFY');
  });

  it('is not over where the first word came in time, before the answer or after it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await subscribed();
    bench.line.watch({ ...bob, id: 'early' }, 600);
    const subscribe = await connection.request('SUBSCRIBE');
    connection.send(notify(subscribe, { body: busy }));
    await connection.response(200, 'NOTIFY');
    accept(subscribe);
    await hears('early', 'accepted');
    vi.advanceTimersByTime(40_000);
    await settled();
    expect([...signals('w'), ...signals('early')]).not.toContain('terminated');
  });

  it('cannot ask for what is no address', async () => {
    bench.line.watch({ ...bob, target: 'a b@@' }, 600);
    expect((await hears('w', 'refused')).status).toBe(484);
  });

  it('does not ask twice while the answer is due', async () => {
    bench.line.watch(bob, 600);
    bench.line.watch(bob, 600);
    accept(await connection.request('SUBSCRIBE'));
    await settled();
    expect(subscribes()).toHaveLength(1);
  });

  it('begins a new dialog at once when a refresh is answered 481, and then no more', async () => {
    const first = await subscribed();
    bench.line.watch(bob, 600);
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 481));
    const anew = await connection.request('SUBSCRIBE');
    expect(sip.header(anew, 'Call-ID')).not.toBe(sip.header(first, 'Call-ID'));
    expect([sip.tag(sip.header(anew, 'To')), sip.cseq(anew)]).toEqual(['', 1]);
    connection.send(sip.response(anew, 481));
    expect((await hears('w', 'refused')).status).toBe(481);
    await settled();
    expect(subscribes()).toHaveLength(3);
  });

  it('keeps the dialog when a refresh could not be dealt with', async () => {
    const first = await subscribed();
    bench.line.watch(bob, 600);
    connection.send(sip.response(await connection.request('SUBSCRIBE'), 503));
    await hears('w', 'refused');
    connection.send(notify(first, { cseq: 2, body: document('') }));
    expect((await hears('w', 'person')).person.state).toBe('idle');
    bench.line.watch(bob, 600);
    expect(sip.header(await connection.request('SUBSCRIBE'), 'Call-ID')).toBe(sip.header(first, 'Call-ID'));
  });

  it('ends at the server, answers the last NOTIFY, and tells nothing more', async () => {
    const first = await subscribed();
    bench.line.unwatch('w');
    const last = await connection.request('SUBSCRIBE');
    expect([sip.header(last, 'Expires'), sip.tag(sip.header(last, 'To'))]).toEqual(['0', 'server']);
    connection.send(sip.response(last, 200, { headers: ['Expires: 0'] }));
    connection.send(notify(first, { cseq: 2, state: 'terminated;reason=timeout', body: document('') }));
    await connection.response(200, 'NOTIFY');
    connection.send(notify(first, { cseq: 3 }));
    await connection.response(481, 'NOTIFY');
    expect(signals('w')).toEqual(['accepted', 'person']);
  });

  it('ends as soon as it has been accepted when it was given up before', async () => {
    bench.line.watch(bob, 600);
    const first = await connection.request('SUBSCRIBE');
    bench.line.unwatch('w');
    accept(first);
    expect(sip.header(await connection.request('SUBSCRIBE'), 'Expires')).toBe('0');
    expect(signals('w')).toEqual([]);
  });

  it('watches many at once, each in a dialog of its own', async () => {
    for (const id of ['a', 'b', 'c']) bench.line.watch({ ...bob, id }, 600);
    const all = [
      await connection.request('SUBSCRIBE'),
      await connection.request('SUBSCRIBE'),
      await connection.request('SUBSCRIBE'),
    ];
    expect(new Set(all.map((text) => sip.header(text, 'Call-ID'))).size).toBe(3);
    for (const text of [...all].reverse()) accept(text);
    connection.send(notify(all[1] ?? '', { body: busy }));
    expect((await hears('b', 'person')).person.state).toBe('busy');
    expect([signals('a'), signals('c')]).toEqual([['accepted'], ['accepted']]);
  });
});

describe('NOTIFY', () => {
  it('may come before the 2xx; what it says is told after `accepted`', async () => {
    bench.line.watch(bob, 600);
    const subscribe = await connection.request('SUBSCRIBE');
    connection.send(notify(subscribe, { body: busy }));
    await connection.response(200, 'NOTIFY');
    accept(subscribe);
    await hears('w', 'person');
    expect(signals('w')).toEqual(['accepted', 'person']);
  });

  it('may end the subscription before the 2xx', async () => {
    bench.line.watch(bob, 600);
    const subscribe = await connection.request('SUBSCRIBE');
    connection.send(notify(subscribe, { state: 'terminated;reason=rejected' }));
    await connection.response(200, 'NOTIFY');
    accept(subscribe);
    await hears('w', 'terminated');
    expect(signals('w')).toEqual(['accepted', 'terminated']);
  });

  it('of the first fork counts, that of another is answered 481', async () => {
    bench.line.watch(bob, 600);
    const subscribe = await connection.request('SUBSCRIBE');
    accept(subscribe);
    connection.send(notify(subscribe, { fromTag: 'forkA', body: busy }));
    await connection.response(200, 'NOTIFY');
    connection.send(notify(subscribe, { fromTag: 'forkB', cseq: 7, body: document('') }));
    await connection.response(481, 'NOTIFY');
    bench.line.watch(bob, 600);
    expect(sip.tag(sip.header(await connection.request('SUBSCRIBE'), 'To'))).toBe('forkA');
    expect(signals('w')).toEqual(['accepted', 'person']);
  });

  it.each([
    ['of a lower CSeq', { cseq: 3 }, 500],
    ['that was there before', { cseq: 4 }, 200],
    ['of another event', { cseq: 5, event: 'presence' }, 489],
    ['without a state', { cseq: 5, state: '' }, 400],
    ['of a state that is none', { cseq: 5, state: ';;=' }, 400],
    ['of another type', { cseq: 5, type: 'text/html' }, 415],
    ['for another tag of ours', { cseq: 5, toTag: 'nobody' }, 481],
    ['of another tag of theirs', { cseq: 5, fromTag: 'nobody' }, 481],
    ['as large as no document is', { cseq: 5, body: ' '.repeat(70_000) }, 413],
  ])('%s is answered, and changes nothing', async (_name, parts, status) => {
    const subscribe = await subscribed();
    connection.send(notify(subscribe, { cseq: 4 }));
    await connection.response(200, 'NOTIFY');
    connection.send(notify(subscribe, { body: document(''), ...parts }));
    await connection.response(status, 'NOTIFY');
    await settled();
    expect(signals('w')).toEqual(['accepted', 'person']);
  });

  it('of a subscription that was never made is answered 481', async () => {
    const subscribe = await subscribed();
    connection.send(notify(subscribe.replace(/Call-ID:.*/, 'Call-ID: other')));
    await connection.response(481, 'NOTIFY');
    connection.send(
      outsideWith('NOTIFY', 'application/dialog-info+xml', busy, ['Event: dialog', 'Subscription-State: active']),
    );
    await connection.response(481, 'NOTIFY');
  });

  it('without a body says nothing', async () => {
    bench.line.watch(bob, 600);
    const subscribe = await connection.request('SUBSCRIBE');
    accept(subscribe);
    connection.send(notify(subscribe, { state: 'pending' }));
    await connection.response(200, 'NOTIFY');
    await settled();
    expect(signals('w')).toEqual(['accepted']);
  });

  it('that cannot be read is answered, and the next one is read', async () => {
    const subscribe = await subscribed();
    connection.send(notify(subscribe, { cseq: 2, body: '<dialog-info' }));
    await connection.response(200, 'NOTIFY');
    connection.send(notify(subscribe, { cseq: 3, body: document('') }));
    expect((await hears('w', 'person')).person.state).toBe('idle');
    expect(bench.logged.some((line) => line.startsWith('warn sip Cannot read'))).toBe(true);
  });

  it.each([
    ['terminated;reason=noresource', 'noresource', 0],
    ['Terminated ; Reason=Probation ; retry-after=17', 'probation', 17],
    ['terminated;reason=giveup;retry-after=-5', 'giveup', 0],
    ['terminated;reason=whatever', 'other', 0],
    ['terminated', 'other', 0],
  ])('ends it: %s', async (state, reason, retryAfter) => {
    const subscribe = await subscribed();
    connection.send(notify(subscribe, { cseq: 2, state }));
    expect(await hears('w', 'terminated')).toEqual({ kind: 'terminated', reason, retryAfter });
    connection.send(notify(subscribe, { cseq: 3 }));
    await connection.response(481, 'NOTIFY');
    expect(subscribes()).toHaveLength(1);
    bench.line.watch(bob, 600);
    expect(sip.header(await connection.request('SUBSCRIBE'), 'Call-ID')).not.toBe(sip.header(subscribe, 'Call-ID'));
  });

  it('after a gap in the versions the whole state is asked for, once', async () => {
    const partial = (version: number) =>
      document('<dialog id="2"><state>early</state></dialog>', `version="${version}" state="partial"`);
    const subscribe = await subscribed();
    connection.send(notify(subscribe, { cseq: 2, body: partial(3) }));
    const again = await connection.request('SUBSCRIBE');
    connection.send(notify(subscribe, { cseq: 3, body: partial(5) }));
    accept(again);
    connection.send(notify(subscribe, { cseq: 4, body: partial(7) }));
    await settled();
    expect([subscribes().length, signals('w')]).toEqual([2, ['accepted', 'person', 'accepted']]);
    connection.send(notify(subscribe, { cseq: 5, body: document('', 'version="8" state="full"') }));
    expect((await hears('w', 'person')).person.state).toBe('idle');
  });
});

describe('a new connection', () => {
  it('forgets what was watched, and starts with a new dialog when asked again', async () => {
    const old = await subscribed();
    connection.cut();
    await bench.hears('disconnected');
    connection = await bench.registered();
    await settled();
    expect(subscribes()).toEqual([]);
    connection.send(notify(old, { cseq: 2 }));
    await connection.response(481, 'NOTIFY');
    bench.line.watch(bob, 600);
    const anew = await connection.request('SUBSCRIBE');
    expect([sip.tag(sip.header(anew, 'To')), sip.header(anew, 'Call-ID') === sip.header(old, 'Call-ID')]).toEqual([
      '',
      false,
    ]);
  });

  it('hears nothing of a SUBSCRIBE that was under way', async () => {
    bench.line.watch(bob, 600);
    const lost = await connection.request('SUBSCRIBE');
    connection.cut();
    connection = await bench.registered();
    connection.send(sip.response(lost, 403));
    await settled();
    expect(signals('w')).toEqual([]);
  });
});

describe('voicemail', () => {
  const summary = 'Messages-Waiting: yes\r\nMessage-Account: sip:*97@pbx.test\r\nVoice-Message: 2/8 (1/2)\r\n';
  const count = { newMessages: 2, oldMessages: 8, urgent: 1, account: 'sip:*97@pbx.test' };
  const type = 'application/simple-message-summary';
  const unasked = ['Event: message-summary', 'Subscription-State: terminated'];

  it('is told when it was asked for', async () => {
    bench.line.watch(voicemail, 600);
    const subscribe = await connection.request('SUBSCRIBE');
    accept(subscribe);
    connection.send(notify(subscribe, { body: summary }));
    expect(await hears('v', 'voicemail')).toEqual({ kind: 'voicemail', count });
  });

  it('is taken when it was not, and Subscription-State may be missing', async () => {
    connection.send(outsideWith('NOTIFY', type, summary, unasked));
    expect(await bench.next((told) => 'voicemail' in told)).toEqual({ voicemail: count });
    await connection.response(200, 'NOTIFY');
    connection.send(outsideWith('NOTIFY', type, summary, ['Event: message-summary']));
    await bench.next((told) => 'voicemail' in told);
  });

  it.each([
    ['for somebody else', outsideWith('NOTIFY', type, summary, unasked, '1009'), 404],
    ['of another type', outsideWith('NOTIFY', 'text/plain', summary, unasked), 415],
    [
      'within a dialog that is not there',
      outsideWith('NOTIFY', type, summary, unasked).replace(/(To:.*)\r\n/, '$1;tag=x\r\n'),
      481,
    ],
  ])('is not taken %s', async (_name, text, status) => {
    connection.send(text);
    await connection.response(status, 'NOTIFY');
    await settled();
    expect(bench.told.filter((told) => 'voicemail' in told)).toEqual([]);
  });
});
