/** To whom the program speaks in a whole session: as Chromium's own record of its network has it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

const NetLog = v.object({
  constants: v.object({ logEventTypes: v.record(v.string(), v.number()) }),
  events: v.array(
    v.object({
      type: v.number(),
      source: v.object({ id: v.number() }),
      params: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
});

/** Whatever in these events names an address. */
const naming = ['url', 'host', 'address', 'remote_address', 'address_list', 'group_id', 'original_url'];
const isHere = (text: string): boolean =>
  /^(?:\w+:\/\/)?(?:localhost|127\.0\.0\.1|\[::1?\]|0\.0\.0\.0)(?::\d+)?(?:[/<].*)?$/.test(text);

test('a whole session speaks to the given servers and to nobody else', async ({ desk, launch, operator }) => {
  const file = join(desk.home, 'net.json');
  const phone = await launch({ args: [`--log-net-log=${file}`] });
  const { app, user, window } = phone;
  // What does not go through Chromium: sockets of Node in the main process.
  await app.evaluate(() => {
    const { Socket } = process.getBuiltinModule('node:net');
    const connected: string[] = [];
    Object.assign(globalThis, { connected });
    const connect = Socket.prototype.connect as (...args: unknown[]) => unknown;
    Socket.prototype.connect = function (this: unknown, ...args: unknown[]) {
      connected.push(JSON.stringify(args[0]));
      return connect.apply(this, args);
    } as never;
  });
  await user.signInAt(operator);
  await user.dial('600');
  await user.isTalking();
  await user.hangUp();
  await user.openSettings('diagnosis');
  await user.openSettings('privacy');
  await expect(window.getByText(t('privacy.none.text'))).toBeVisible();
  const connected = await app.evaluate(() => (globalThis as unknown as { connected: string[] }).connected);
  await phone.quit();

  const { constants, events } = v.parse(NetLog, JSON.parse(await readFile(file, 'utf8')));
  const types = new Map(Object.entries(constants.logEventTypes).map(([name, type]) => [type, name]));
  const of = (name: string) => events.filter(({ type }) => types.get(type) === name);
  // To learn whether it has a way to IPv6 Chromium connects a datagram socket and sends nothing; own addresses are no others,
  // and of a datagram socket it is said twice to whom it leads.
  const sent = new Set(of('UDP_BYTES_SENT').map(({ source }) => source.id));
  const silent = new Set(
    of('UDP_CONNECT')
      .map(({ source }) => source.id)
      .filter((id) => !sent.has(id)),
  );
  const own = new Set([...of('UDP_LOCAL_ADDRESS'), ...of('SOCKET_CONNECT')]);
  const told = events.filter((event) => !silent.has(event.source.id) && !own.has(event));
  const named = told.flatMap(({ type, params = {} }) =>
    naming.flatMap((key) => {
      const value = params[key];
      const texts = Array.isArray(value) ? value : [value];
      return texts.filter((text) => typeof text === 'string').map((text) => `${types.get(type) ?? ''} ${text}`);
    }),
  );
  const texts = [...new Set(named)];
  const inside = /^(?:app|data|blob|file|chrome|devtools|about):/;
  const elsewhere = texts.filter((text) => {
    // Pools of sockets are named by whom they lead to.
    const what = text.slice(text.indexOf(' ') + 1).replace(/^pm\//, '');
    return !isHere(what) && !inside.test(what);
  });
  expect(elsewhere).toEqual([]);
  // The record would have told: the portal and the exchange are in it.
  for (const server of [operator.portal.url, operator.exchange.url])
    expect(texts.filter((text) => text.includes(new URL(server).host))).not.toEqual([]);
  expect(connected.filter((to) => !/127\.0\.0\.1|"path"|localhost/.test(to))).toEqual([]);
});
