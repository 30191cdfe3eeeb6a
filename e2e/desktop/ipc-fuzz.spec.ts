/** Every request of the contract with what it must not take, and from whom it must not take anything. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import * as v from 'valibot';
import { requestNames } from '../../preload/channels';
import { requests as contract, type RequestName } from '../../preload/contract';
import { expect, test } from '../fixtures/index';

const names = Object.keys(requestNames) as RequestName[];
/** Stands in whatever is text; none of it may be found in the log. */
const MARK = 'fuzz-geheim';

/** Made anew on both sides: here to know what the schema says of it, in the page to be sent. */
const values = (mark: string): unknown[] => {
  const nested = (depth: number): unknown => {
    let value: unknown = mark;
    for (let n = 0; n < depth; n++) value = [value];
    return value;
  };
  return [
    undefined,
    null,
    true,
    0,
    -1,
    1e308,
    NaN,
    Infinity,
    12n,
    '',
    mark,
    `${mark}\r\n\u0000\u2028${'\ud800'}`,
    [],
    [mark, mark],
    nested(500),
    {},
    { [mark]: mark },
    new Date(0),
    new Map([[mark, mark]]),
    new Set([mark]),
    new Uint8Array(64),
    /./u,
    new Error(mark),
    JSON.parse(`{"__proto__":{"polluted":"${mark}"},"constructor":{"prototype":{"polluted":"${mark}"}}}`),
    JSON.parse(`{"level":"info","area":"x","message":{"__proto__":{"polluted":"${mark}"}}}`),
    { length: 1e9, then: mark, toString: mark, id: { toString: mark } },
    mark.repeat(200_000),
    Array.from({ length: 10_000 }, () => mark),
    Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`${mark}${String(n)}`, n])),
  ];
};

/** For this request: places in `values` to be sent as its arguments, each list of them not what the contract says. */
function attempts(name: RequestName): number[][] {
  const made = values(MARK);
  const places = made.map((_, place) => place);
  const some = places.slice(0, 12);
  const lists = [[], ...places.map((place) => [place]), ...some.map((place) => [place, place]), Array(300).fill(10)];
  return lists.filter(
    (list) =>
      !v.safeParse(
        contract[name].args,
        list.map((place) => made[place]),
      ).success,
  );
}

type Code = 'ok' | 'refused' | 'bad-arguments' | 'failed' | 'not sent';

/** What became of each attempt, in the page. `not sent`: it cannot be cloned and never left the page. */
function send(page: Page, name: string, lists: number[][]): Promise<Code[]> {
  return page.evaluate(
    ([request, all, make, mark]) => {
      interface Outcome {
        ok: boolean;
        error: { code: Code };
      }
      const { host } = window as unknown as { host: { invoke(...args: unknown[]): Promise<Outcome> } };
      const made = (new Function(`return ${make}`)() as typeof values)(mark);
      return Promise.all(
        all.map(async (list): Promise<Code> => {
          try {
            const outcome = await host.invoke(request, ...list.map((place) => made[place]));
            return outcome.ok ? 'ok' : outcome.error.code;
          } catch {
            return 'not sent';
          }
        }),
      );
    },
    [name, lists, values.toString(), MARK] as const,
  );
}

test('every request refuses what is not in the contract, says so without its content, and the phone goes on', async ({
  launch,
  practice,
}) => {
  const phone = await launch();
  const { app, user, window } = phone;
  await user.signIn(practice);
  const card = await phone.card();
  for (const name of names) {
    const lists = attempts(name);
    expect(lists.length, name).toBeGreaterThan(20);
    const codes = await send(contract[name].from === 'card' ? card : window, name, lists);
    const wrong = lists.filter((_, at) => codes[at] !== 'bad-arguments' && codes[at] !== 'not sent');
    expect(wrong, `${name}: ${[...new Set(codes)].join(', ')}`).toEqual([]);
    expect(codes, name).toContain('bad-arguments');
  }
  await expect.poll(() => phone.log()).toContain(`bad arguments for ${names.at(-1) ?? ''}`);
  const log = await phone.log();
  expect(names.filter((name) => !log.includes(`bad arguments for ${name}`))).toEqual([]);
  expect(log).not.toContain(MARK);
  const polluted = () => 'polluted' in {};
  expect([await app.evaluate(polluted), await window.evaluate(polluted), await card.evaluate(polluted)]).toEqual([
    false,
    false,
    false,
  ]);
  await user.dial('600');
  await user.isTalking();
  await user.hangUp();
});

test('nobody but its own window is heard: other pages with the same bridge, and each window for the other', async ({
  launch,
  practice,
}) => {
  const site = createServer((_request, response) => response.end('<!doctype html><title>somebody else</title>'));
  await new Promise<void>((up) => site.listen(0, '127.0.0.1', up));
  const address = `http://127.0.0.1:${String((site.address() as AddressInfo).port)}/`;
  try {
    const phone = await launch();
    const { app, user, window } = phone;
    await user.signIn(practice);
    const card = await phone.card();
    const codes = async (page: Page, asked: readonly RequestName[]): Promise<Code[]> => [
      ...new Set((await Promise.all(asked.map((name) => send(page, name, [[], [10]])))).flat()),
    ];
    const of = (from: 'phone' | 'card') => names.filter((name) => contract[name].from === from);
    expect(await codes(card, of('phone'))).toEqual(['refused']);
    expect(await codes(window, of('card'))).toEqual(['refused']);
    for (const url of [address, 'app://sidetone/card.html']) {
      const opened = app.waitForEvent('window');
      // As a fault of ours would make it: another page in a window with our preload script.
      await app.evaluate(({ app: main, BrowserWindow }, other) => {
        const preload = `${main.getAppPath()}/out/preload/index.cjs`;
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        Object.assign(globalThis, { stranger });
        return stranger.loadURL(other);
      }, url);
      const stranger = await opened;
      await stranger.waitForURL(url);
      expect(await codes(stranger, names), url).toEqual(['refused']);
      await app.evaluate(() => (globalThis as unknown as { stranger: { destroy(): void } }).stranger.destroy());
    }
    await user.dial('600');
    await user.isTalking();
    await user.hangUp();
  } finally {
    site.close();
  }
});
