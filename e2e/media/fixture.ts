/** A page in real Chromium that holds nothing but renderer/media, bundled by Vite and served from the loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { chromium, test as base, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';

const executablePath = process.env['CHROMIUM'] ?? '/usr/lib/chromium/chromium';
const quiet = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
export const fakeDevice = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export const launch = (args: string[]): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet, ...args] });

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      lib: { entry: resolve(import.meta.dirname, 'page.ts'), formats: ['iife'], name: 'bundle' },
    },
  });
  const output = [result].flat()[0];
  if (!output || !('output' in output)) throw new Error('Vite gave no bundle');
  return output.output[0].code;
}

interface WorkerFixtures {
  /** Address of the page. */
  address: string;
  browserWithDevice: Browser;
}

export const test = base.extend<{ mediaPage: Page }, WorkerFixtures>({
  address: [
    // eslint's no-empty-pattern does not know that Playwright reads the fixtures' names from the pattern.
    async ({ browserName: _ }, use) => {
      const code = await bundle();
      const server = createServer((request, response) => {
        const script = request.url === '/page.js';
        response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
        response.end(
          script
            ? code
            : '<!doctype html><meta charset="utf-8"><title>media</title><body><script src="page.js"></script>',
        );
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      server.close();
    },
    { scope: 'worker' },
  ],
  browserWithDevice: [
    async ({ browserName: _ }, use) => {
      const browser = await launch(fakeDevice);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  mediaPage: async ({ browserWithDevice, address }, use) => {
    const page = await browserWithDevice.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(address);
    await use(page);
    await page.close();
    if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`);
  },
});
export { expect } from '@playwright/test';
