/** Fault 9 of FACTS.md: "plain" is SIP.js's own Subscriber, and shows that the fault is there. */
import { Subscriber } from 'sip.js/lib/api/subscriber.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Bench } from './testing/bench';
import { notify, outsideWith } from './testing/events';
import * as sip from './testing/message';
import { plainPhone, target } from './testing/plain';
import { ScriptedServer, type ScriptedConnection } from './testing/scripted-server';

afterEach(() => {
  vi.useRealTimers();
});

const contact = { headers: ['Contact: <sip:n@10.0.0.9;transport=ws>', 'Expires: 600'] };
const subscribes = ({ received }: ScriptedConnection) => received.filter((text) => sip.method(text) === 'SUBSCRIBE');

/** Accepts the next SUBSCRIBE and ends it at once. */
async function end(connection: ScriptedConnection, state: string): Promise<void> {
  const subscribe = await connection.request('SUBSCRIBE');
  connection.send(sip.response(subscribe, 200, contact));
  connection.send(notify(subscribe, { state }));
  await connection.response(200, 'NOTIFY');
}

describe('fault 9: subscription storms', () => {
  it.each(['giveup', 'timeout'])('plain: asks again at once, for as long as the server says %s', async (reason) => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    await new Subscriber(ua, target, 'dialog').subscribe();
    for (let round = 0; round < 20; round += 1) await end(connection, `terminated;reason=${reason}`);
    await connection.request('SUBSCRIBE');
    expect(subscribes(connection)).toHaveLength(21);
  });

  it('plain: takes the seconds of retry-after for milliseconds', async () => {
    const { ua, connection } = await plainPhone(new ScriptedServer());
    await new Subscriber(ua, target, 'dialog').subscribe();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await end(connection, 'terminated;reason=probation;retry-after=30');
    vi.advanceTimersByTime(31);
    await connection.request('SUBSCRIBE');
    expect(subscribes(connection)).toHaveLength(2);
  });

  it.each(['giveup', 'timeout', 'probation;retry-after=30'])('asks only when it is told to: %s', async (reason) => {
    const bench = new Bench();
    const connection = await bench.registered();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    bench.line.watch({ id: 'w', event: 'dialog', target: '1002' }, 600);
    await end(connection, `terminated;reason=${reason}`);
    await bench.next((told) => 'watch' in told && told.watch.kind === 'terminated');
    vi.advanceTimersByTime(3_600_000);
    connection.send(outsideWith('OPTIONS', '', ''));
    await connection.response(200, 'OPTIONS');
    expect(subscribes(connection)).toHaveLength(1);
    bench.line.close();
  });
});
