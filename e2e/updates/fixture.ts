/** Versions that are made once, the server that offers them, and the program as it is installed at a desk. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '../fixtures/index';
import { installed, type Installed } from './installed';
import { openWorkshop, publish, type Offer, type Release } from './release';
import { startUpdateServer, type UpdateServer } from './server';

export { expect } from '@playwright/test';

interface Shop {
  old: Release;
  next: Release;
  beta: Release;
  /** Ends itself at every start. */
  crashing: Release;
  server: UpdateServer;
  /** Puts it on the server. */
  offer(channel: string, offer: Offer): Promise<void>;
  withdraw(): Promise<void>;
}

interface Fixtures {
  shop: Shop;
  /** Installs a version and ends it with the test. */
  install(release: Release): Promise<Installed>;
}

export const test = base.extend<Fixtures, { makings: Omit<Shop, 'withdraw'> & { site: string } }>({
  makings: [
    async ({ browserName: _ }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'sidetone-updates-'));
      const site = join(folder, 'site');
      await mkdir(site);
      const server = await startUpdateServer(site);
      const workshop = await openWorkshop(folder, server.url);
      await use({
        site,
        server,
        old: await workshop.make('1.0.0'),
        next: await workshop.make('1.0.1'),
        beta: await workshop.make('1.1.0-beta.1'),
        crashing: await workshop.make('1.0.2', { crashes: true }),
        offer: (channel, offer) => publish(site, channel, offer),
      });
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  shop: async ({ makings: { site, ...makings } }, use) => {
    const withdraw = async () => {
      for (const name of await readdir(site)) await rm(join(site, name));
    };
    await use({ ...makings, withdraw });
    await withdraw();
    makings.server.faults = {};
    makings.server.sent.clear();
    makings.server.asked.length = 0;
  },

  install: async ({ desk }, use, testInfo) => {
    const all: Installed[] = [];
    await use(async (release) => {
      const made = await installed(desk, release);
      all.push(made);
      return made;
    });
    for (const each of all) {
      await each.close();
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach('log', { body: await each.log(), contentType: 'text/plain' });
    }
  },
});
