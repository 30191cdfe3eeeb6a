/** SIP.js with its own defaults, in the same Electron. */
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { build } from 'vite';
import type { Desk } from '../e2e/fixtures/desk';
import { electronPath, sandbox } from '../build/measure/electron';
import { root } from '../build/measure/places';
import type { Exchange, ExchangeAccount } from '../main/exchange/index';
import type { Phone } from './calls';
import { heapOf } from './heap';
import type {} from './plain/plain';

export async function startPlain(
  desk: Desk,
  exchange: Exchange,
  account: ExchangeAccount,
): Promise<{ phone: Phone; close: () => Promise<void> }> {
  await build({
    root: join(root, 'bench/plain'),
    configFile: false,
    base: './',
    logLevel: 'error',
    build: { outDir: join(root, 'out/bench-plain'), emptyOutDir: true, target: 'chrome130', modulePreload: false },
  });
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...sandbox(),
      `--user-data-dir=${join(desk.home, 'plain')}`,
      '--use-fake-device-for-media-stream',
      join(root, 'bench/plain'),
    ],
    env: { ...desk.env },
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'plain' in window);
  const { url, domain } = exchange;
  await page.evaluate(([server, realm, user, password]) => window.plain.register(server, realm, user, password), [
    url,
    domain,
    account.user,
    account.password,
  ] as const);
  return {
    phone: {
      user: account.user,
      heap: await heapOf(page),
      dial: (number) => page.evaluate((to) => window.plain.dial(to), number),
      async answer() {
        await page.waitForFunction(() => window.plain.ringing());
        return page.evaluate(() => window.plain.answer());
      },
      hangUp: () =>
        page.evaluate(() => {
          window.plain.hangUp();
        }),
      // It has nothing to come to rest.
      idle: () => Promise.resolve(),
    },
    close: () => app.close(),
  };
}
