import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { account, Bench, inDialog } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => {
  bench.line.close();
  vi.useRealTimers();
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function redirected(headers: readonly string[], status = 302) {
  const connection = await bench.registered();
  bench.line.invite('c', '600');
  const invite = await connection.request('INVITE');
  await bench.hearsOf('c', 'invite-sent');
  connection.send(sip.response(invite, status, { headers }));
  return { connection, invite };
}

describe('a redirect', () => {
  it('is told, best first, and not followed: that would be somebody else’s order to call', async () => {
    const { connection } = await redirected([
      'Contact: <sip:mail@pbx.test>;q=0.1, "Expensive" <sip:+900@expensive.test>;q=0.7',
      'm: <tel:+4930123>, <mailto:x@y>',
    ]);
    expect((await bench.hearsOf('c', 'redirected')).targets).toEqual([
      'tel:+4930123',
      'sip:+900@expensive.test',
      'sip:mail@pbx.test',
    ]);
    await turn();
    expect(connection.received.filter((text) => sip.method(text) === 'INVITE')).toHaveLength(1);
    expect(bench.kindsOf('c')).toEqual(['invite-sent', 'redirected']);
    expect(bench.media.last.closed).toBe(false);
  });

  it('goes on as the same call, with the same sound', async () => {
    const { connection, invite } = await redirected(['Contact: <sip:601@pbx.test>']);
    await bench.hearsOf('c', 'redirected');
    bench.line.invite('c', 'sip:601@pbx.test');
    const second = await connection.request('INVITE');
    expect(sip.startLine(second)).toBe('INVITE sip:601@pbx.test SIP/2.0');
    expect(sip.body(second)).toBe(sip.body(invite));
    connection.send(sip.response(second, 180, { headers: [sip.REMOTE_CONTACT] }));
    await bench.hearsOf('c', 'ringing');
    connection.send(sip.response(second, 200, { headers: [sip.REMOTE_CONTACT], sdp: sdp('peer') }));
    await bench.hearsOf('c', 'established');
    expect(bench.media.audios).toHaveLength(1);
    expect(bench.media.last.did).toEqual(['offer', 'answer peer']);
    bench.line.bye('c');
    connection.send(sip.response(await connection.request('BYE'), 200));
    await bench.hearsOf('c', 'gone');
  });

  it('may be turned down', async () => {
    const { connection } = await redirected(['Contact: <sip:601@pbx.test>']);
    await bench.hearsOf('c', 'redirected');
    bench.line.cancel('c');
    await bench.hearsOf('c', 'gone');
    bench.line.invite('c', 'sip:601@pbx.test');
    await turn();
    expect(bench.media.audios[0]?.closed).toBe(true);
    expect(connection.received.map(sip.method)).not.toContain('CANCEL');
  });

  it.each([
    ['nobody', 302, []],
    ['a page', 302, ['Contact: <https://a.test>']],
    ['a proxy', 305, ['Contact: <sip:proxy.test>']],
  ])('to %s is a refusal', async (_name, status, headers) => {
    await redirected(headers, status);
    expect((await bench.hearsOf('c', 'rejected')).status).toBe(status);
  });

  it('that goes round in circles ends', async () => {
    const { connection } = await redirected(['Contact: <sip:600@pbx.test>']);
    for (let round = 0; round < 5; round++) {
      await bench.hearsOf('c', 'redirected');
      bench.line.invite('c', 'sip:600@pbx.test');
      connection.send(
        sip.response(await connection.request('INVITE'), 302, { headers: ['Contact: <sip:600@pbx.test>'] }),
      );
    }
    expect((await bench.hearsOf('c', 'rejected')).status).toBe(302);
  });

  it('to no address is told', async () => {
    await redirected(['Contact: <sip:601@pbx.test>']);
    await bench.hearsOf('c', 'redirected');
    bench.line.invite('c', 'sip:@@');
    expect((await bench.hearsOf('c', 'rejected')).status).toBe(484);
  });
});

describe('progress', () => {
  const calling = async () => {
    const connection = await bench.registered();
    bench.line.invite('c', '600');
    const invite = await connection.request('INVITE');
    const answer = (
      status: number,
      tag: string,
      description = '',
      headers: readonly string[] = [sip.REMOTE_CONTACT],
    ) => {
      connection.send(
        sip.response(invite, status, { toTag: tag, headers, ...(description !== '' && { sdp: sdp(description) }) }),
      );
    };
    return { connection, invite, answer };
  };

  it.each([
    [180, 'ringing'],
    [181, 'forwarded'],
    [182, 'queued'],
    [183, 'progress'],
  ] as const)('%s is %s, also without a Contact', async (status, progress) => {
    const { answer } = await calling();
    answer(status, 'a', '', []);
    expect(await bench.hearsOf('c', 'ringing')).toEqual({ kind: 'ringing', progress });
    answer(status, 'a');
    expect(await bench.hearsOf('c', 'ringing')).toEqual({ kind: 'ringing', progress });
  });

  it('of a second branch does not take away the sound of the first, until that ends (199)', async () => {
    const { connection, invite, answer } = await calling();
    expect(sip.header(invite, 'Supported')).toMatch(/\b199\b/);
    answer(183, 'a', 'forkA');
    await bench.hearsOf('c', 'early-media');
    answer(180, 'b');
    answer(199, 'b', '', []);
    answer(199, 'a', '', []);
    await bench.hearsOf('c', 'early-media-ended');
    answer(180, 'b');
    await bench.hearsOf('c', 'ringing');
    expect(bench.kindsOf('c')).toEqual(['invite-sent', 'early-media', 'early-media-ended', 'ringing']);
    connection.send(sip.response(invite, 486));
    await bench.hearsOf('c', 'rejected');
  });

  it('with the same description twice is one', async () => {
    const { answer } = await calling();
    answer(183, 'a', 'forkA');
    await bench.hearsOf('c', 'early-media');
    answer(183, 'a', 'forkA');
    answer(180, 'a', 'forkA');
    await turn();
    expect(bench.kindsOf('c')).toEqual(['invite-sent', 'early-media']);
  });

  it('of a call that two answer: the second gets BYE', async () => {
    const { connection, answer } = await calling();
    answer(200, 'a', 'A');
    await bench.hearsOf('c', 'established');
    expect(bench.media.last.did).toEqual(['offer', 'answer A']);
    answer(200, 'b', 'B');
    const bye = await connection.request('BYE');
    expect(sip.tag(sip.header(bye, 'To'))).toBe('b');
    await turn();
    expect(bench.kindsOf('c')).toEqual(['invite-sent', 'established']);
  });

  it('of a call whose early media goes on', async () => {
    const { answer } = await calling();
    answer(183, 'a', 'A');
    await bench.hearsOf('c', 'early-media');
    answer(200, 'a', 'A');
    await bench.hearsOf('c', 'established');
    await turn();
    expect(bench.media.last.did).toEqual(['offer', 'pranswer A', 'answer A']);
  });
});

describe('refusing a call', () => {
  const ringing = async () => {
    const connection = await bench.registered();
    connection.send(bench.inviteTo(connection, { sdp: sdp('caller') }));
    return { connection, id: (await bench.hearsIncoming()).callId };
  };

  it('with words for the caller', async () => {
    const { connection, id } = await ringing();
    bench.line.reject(id, 603, 'In a "meeting"\r\nX: y – später ✓');
    const refusal = await connection.response(603);
    expect(sip.header(refusal, 'Reason')).toBe('SIP;cause=603;text="In a \\"meeting\\" X: y – später ✓"');
    await bench.hearsOf(id, 'gone');
  });

  it('with words in another script, which are cut between two characters', async () => {
    const { connection, id } = await ringing();
    bench.line.reject(id, 603, `Перезвоню в 5 ${'😀'.repeat(200)}`);
    expect(sip.header(await connection.response(603), 'Reason')).toBe(
      `SIP;cause=603;text="Перезвоню в 5 ${'😀'.repeat(114)}"`,
    );
  });

  it('without words that are left, or without any', async () => {
    const { connection, id } = await ringing();
    bench.line.reject(id, 486, ' \r\n ');
    expect(sip.header(await connection.response(486), 'Reason')).toBe('');
  });

  it('by sending the caller on', async () => {
    const { connection, id } = await ringing();
    bench.line.redirect(id, '1003');
    expect(sip.header(await connection.response(302), 'Contact')).toBe('<sip:1003@pbx.test>');
    await bench.hearsOf(id, 'gone');
    expect(bench.kindsOf(id)).toEqual(['gone']);
  });

  it('by sending the caller nowhere', async () => {
    const { connection, id } = await ringing();
    bench.line.redirect(id, 'sip:@@');
    await connection.response(480);
  });
});

describe('digits', () => {
  it.each([
    ['rtp', 'dtmf 1#'],
    ['in-band', 'tones 1#'],
  ] as const)('%s', async (dtmf, did) => {
    bench = new Bench({ dtmf });
    const { connection } = await bench.outgoing('c');
    bench.line.sendDtmf('c', '1#');
    await turn();
    expect(bench.media.last.did.at(-1)).toBe(did);
    expect(connection.received.map(sip.method)).not.toContain('INFO');
  });

  it('by INFO although RTP events were agreed, and as the account says from then on', async () => {
    const { connection } = await bench.outgoing('c');
    bench.line.changeAccount({ ...account, dtmf: 'info' });
    bench.line.sendDtmf('c', '1');
    expect(sip.body(await connection.request('INFO'))).toContain('Signal=1');
    expect(bench.media.last.did).not.toContain('dtmf 1');
  });
});

describe('a call that ends while the connection is down', () => {
  it('counts as gone after 32 s, and is still ended when the connection is back', async () => {
    const { connection } = await bench.outgoing('c');
    connection.cut();
    await bench.hears('disconnected');
    vi.useFakeTimers();
    bench.line.bye('c');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bench.kindsOf('c')).toContain('gone');
    vi.useRealTimers();
    const second = await bench.connected();
    await second.request('BYE');
  });
});

describe('a re-INVITE with something that is no description', () => {
  it('is refused', async () => {
    const { connection, invite, ok } = await bench.incoming();
    connection.send(
      `${inDialog('INVITE', invite, ok, 2).replace('Content-Length: 0', 'Content-Type: text/plain\r\nContent-Length: 2')}hi`,
    );
    expect(sip.header(await connection.response(415, 'INVITE'), 'Accept')).toBe('application/sdp');
  });
});
