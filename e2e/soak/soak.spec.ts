/**
 * Many calls one after the other through a real Asterisk, by the program's own window and with real sound: none may end
 * otherwise than it should, and nothing of them may be left. `npm run soak` says how many, and which.
 */
import { expect, test } from '../fixtures/index';
import { asteriskPbx } from '../fixtures/pbx';
import { hangUpAll, mixOf, scenarios, storiesFor, type Stage } from './scenarios';
import { countTimers, openCounters, type Traces } from './traces';

const count = Number(process.env['SIDETONE_SOAK_CALLS'] ?? 100);
const mix = mixOf(process.env['SIDETONE_SOAK_MIX'] ?? '');
/** From here on there are enough calls to tell what grows with each from what is there once. */
const long = count >= 500;
/** Calls until that is there: code that is loaded when it is needed, and what V8 makes of what runs often. */
const warmUp = long ? 300 : Math.floor(count / 2);
/** DESIGN.md; a short run does not tell it from what comes and goes. */
const heapPerCall = long ? 2_000 : 30_000;
/** After the last call: SIP.js keeps a transaction for 32 s (RFC 3261, 64 × T1). */
const rest = { timeout: 90_000, intervals: [1_000] };
const enough = 5;

// Its snapshots of each step stay in the page.
test.use({ trace: 'off' });
test.setTimeout(180_000 + count * 6_000);

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(2)} kB`;

test(`${String(count)} calls: none ends otherwise than it should, nothing is left of them`, async ({
  launch,
  asterisk,
}) => {
  const pbx = asteriskPbx(asterisk, 'ws');
  const phone = await launch();
  const { user, window: page } = phone;
  await countTimers(page);
  await page.reload();
  await user.signIn(pbx);
  const stage: Stage = { user, page, asterisk };
  const counters = await openCounters(page);
  const fresh = await counters.read();

  const atRest = async (): Promise<Traces> => {
    await user.open('dialpad');
    await expect
      .poll(async () => (await counters.timers()).length, { ...rest, message: 'timers, as before the first call' })
      .toBeLessThanOrEqual(fresh.timers.length);
    return counters.read();
  };

  const began = Date.now();
  const unexpected: string[] = [];
  const expected: string[] = [];
  let warm = { calls: 0, traces: fresh };
  for (const name of storiesFor(count, mix)) {
    if (warm.calls === 0 && expected.length >= warmUp)
      warm = { calls: expected.length, traces: await (long ? atRest() : counters.read()) };
    try {
      await scenarios[name].play(stage);
    } catch (error) {
      unexpected.push(`${new Date().toISOString()} ${name} (after ${String(expected.length)} calls): ${String(error)}`);
      await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' });
      await test.info().attach('Asterisk', { body: await asterisk.log(), contentType: 'text/plain' });
      // The next one begins with nothing, so that one mistake is told once.
      await hangUpAll(stage).catch(() => undefined);
      await page.locator('audio[data-call]').first().waitFor({ state: 'detached', timeout: 45_000 });
      if (unexpected.length === enough) break;
    }
    const before = expected.length;
    expected.push(...scenarios[name].calls);
    if (Math.floor(expected.length / 100) > Math.floor(before / 100)) {
      const { heap, domNodes } = await counters.read();
      console.log(
        `${String(expected.length)} calls, ${((Date.now() - began) / 1000).toFixed(0)} s, ` +
          `heap ${kilobytes(heap)}, ${String(domNodes)} nodes of the page`,
      );
    }
  }
  const seconds = (Date.now() - began) / 1000;
  expect(unexpected).toEqual([]);

  await expect.poll(() => asterisk.channels(), { message: 'channels of Asterisk', timeout: 30_000 }).toEqual([]);
  const end = await atRest();
  const growth = (end.heap - warm.traces.heap) / (expected.length - warm.calls);
  console.log(
    `${String(expected.length)} calls in ${seconds.toFixed(0)} s (${(seconds / expected.length).toFixed(2)} s each), ` +
      `heap ${kilobytes(growth)} a call since call ${String(warm.calls)}\n` +
      [['before', fresh] as const, ['warm', warm.traces] as const, ['after', end] as const]
        .map(([name, traces]) => `${name.padEnd(7)}${JSON.stringify(traces)}`)
        .join('\n'),
  );

  const kept = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error('the database'));
        };
      });
    const database = await done(indexedDB.open('sidetone'));
    const entries = (await done(database.transaction('history').objectStore('history').getAll())) as {
      direction: string;
      reason: { kind: string };
    }[];
    database.close();
    return entries.map(({ direction, reason }) => `${direction} ${reason.kind}`);
  });
  expect(kept.sort(), 'the history, call by call').toEqual([...expected].sort());

  expect(end.living, 'peer connections that are not closed').toBe(0);
  // Closed ones: what the collector has not found yet.
  expect(end.connections, 'peer connections in memory').toBeLessThan(3);
  expect(end.sinks, '<audio> elements of calls').toBe(0);
  expect(end.audioNodes, 'nodes of Web Audio').toBeLessThanOrEqual(fresh.audioNodes);
  expect(growth, 'bytes of heap a call').toBeLessThan(heapPerCall);
  expect(end.listeners, 'event listeners').toBeLessThan(fresh.listeners + 50);
  // Chromium remembers which nodes its last 150 layout shifts moved, about one for two calls. One view a call is many more.
  const most = long ? warm.traces.domNodes + 600 : fresh.domNodes + 1_500;
  expect(end.domNodes, 'nodes of the page').toBeLessThan(most);
  expect(await phone.log()).not.toMatch(/^\S+ ERROR /m);
});
