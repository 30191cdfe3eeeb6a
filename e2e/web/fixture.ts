/** The browser edition: the built renderer served as `npm run web` does, in real Chromium, one browser for each person. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { startWeb, type Web } from '../../build/web/web';
import { User } from '../fixtures/user';
import { writeToneFile } from '../fixtures/wav';
import { launch } from '../media/fixture';

export { expect } from '@playwright/test';

interface Fixtures {
  web: Web;
  /** Another person with a browser and a microphone of their own, which hears bursts of this tone. */
  person: (frequency?: number) => Promise<{ page: Page; user: User }>;
}

export const test = base.extend<Fixtures>({
  web: async ({ browserName: _ }, use) => {
    const web = await startWeb();
    await use(web);
    await web.close();
  },
  person: async ({ web }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sidetone-web-'));
    const browsers: Awaited<ReturnType<typeof launch>>[] = [];
    const pageErrors: string[] = [];
    await use(async (frequency) => {
      const microphone = join(folder, `${String(browsers.length)}.wav`);
      await writeToneFile(microphone, frequency);
      const browser = await launch([
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${microphone}`,
      ]);
      browsers.push(browser);
      const context = await browser.newContext({ permissions: ['microphone'], viewport: { width: 380, height: 680 } });
      const page = await context.newPage();
      page.on('pageerror', (error) => pageErrors.push(error.stack ?? error.message));
      await page.goto(web.address);
      return { page, user: new User(page) };
    });
    for (const browser of browsers) await browser.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    base.expect(pageErrors, 'uncaught errors in the pages').toEqual([]);
  },
});
