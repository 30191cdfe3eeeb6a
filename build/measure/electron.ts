/** The program in real Electron, on data of its own and with a known tone as microphone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { writeToneFile } from '../../e2e/fixtures/wav';
import { root, runsAsRoot } from './places';
import { watchPeers } from './peers';

export interface Phone {
  app: ElectronApplication;
  page: Page;
  /** ms since the epoch when the process was started */
  startedAt: number;
  dataFolder: string;
  close(): Promise<void>;
}

/** The path of the Electron that was set up; the package's main export knows it. */
export const electronPath = () => createRequire(join(root, 'package.json'))('electron') as string;

export const sandbox = () => (runsAsRoot() ? ['--no-sandbox'] : []);

export async function launchPhone(args: readonly string[] = []): Promise<Phone> {
  const home = await mkdtemp(join(tmpdir(), 'sidetone-'));
  const dataFolder = join(home, 'data');
  const microphone = join(home, 'tone.wav');
  await writeToneFile(microphone);
  const startedAt = Date.now();
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...sandbox(),
      `--user-data-dir=${dataFolder}`,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}`,
      ...args,
      root,
    ],
  });
  const page = await app.firstWindow();
  // The page is loaded once more, so that what is measured is in place before its own code.
  await watchPeers(app.context());
  await page.reload();
  return {
    app,
    page,
    startedAt,
    dataFolder,
    async close() {
      await app.close();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
