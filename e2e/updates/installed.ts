/** The program as a user has it: one file in a folder of theirs, started, ended, and started again by itself. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Browser, type Page } from '@playwright/test';
import type { UpdateStatus } from '../../preload/contract';
import { attachTo } from '../fixtures/debugging-port';
import type { Desk } from '../fixtures/desk';
import { User } from '../fixtures/user';
import { writeToneFile } from '../fixtures/wav';
import type { Release } from './release';

export interface Running {
  page: Page;
  user: User;
  status(): Promise<UpdateStatus>;
  invoke(name: 'updates.check' | 'updates.download' | 'updates.cancel' | 'updates.install'): Promise<void>;
  /** Waits for this state; gives it. */
  reaches(kind: UpdateStatus['state']['kind']): Promise<UpdateStatus['state']>;
}

export interface Installed {
  readonly file: string;
  readonly dataFolder: string;
  readonly cache: string;
  start(): void;
  /** The program that runs now, once it is another process than the one attached to last. */
  attach(): Promise<Running>;
  /** Resolves when no process of it is left. */
  ended(): Promise<void>;
  /** SIGTERM ends it as it should, SIGKILL as a power cut does. */
  signal(name: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  starts(): Promise<number>;
  log(): Promise<string>;
  close(): Promise<void>;
}

export async function installed(desk: Desk, release: Release): Promise<Installed> {
  const folder = join(desk.home, 'Applications');
  const file = join(folder, 'Sidetone.AppImage');
  const dataFolder = join(desk.home, 'data');
  const portFile = join(dataFolder, 'DevToolsActivePort');
  const microphone = join(desk.home, 'microphone.wav');
  await mkdir(folder, { recursive: true });
  await copyFile(release.file, file);
  await writeToneFile(microphone);
  const switches = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${dataFolder}`,
    '--remote-debugging-port=0',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphone}`,
  ];
  const env = { ...desk.env, STANDIN_SWITCHES: switches.join(' ') };
  let browser: Browser | null = null;
  let lastAddress = '';

  const pids = async () =>
    (await readFile(join(desk.home, 'started'), 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);
  const living = async () => {
    const all = await pids();
    const alive = await Promise.all(all.map(isAlive));
    return all.filter((_, index) => alive[index]);
  };
  const leave = async () => {
    await browser?.close();
    browser = null;
  };

  const self: Installed = {
    file,
    dataFolder,
    cache: join(desk.home, '.cache/sidetone-updater'),
    start() {
      spawn(file, [], { env, stdio: 'ignore', detached: true }).unref();
    },
    async attach() {
      await leave();
      let address = '';
      await expect
        .poll(
          async () => {
            const [port = '', path = ''] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n');
            address = `127.0.0.1:${port}`;
            return path !== '' && path !== lastAddress && (await isListening(address)) ? (lastAddress = path) : '';
          },
          { message: 'another process of the program listens', timeout: 30_000 },
        )
        .not.toBe('');
      browser = await attachTo(address);
      const isMain = (page: Page) => page.url().includes('/index.html');
      const [context] = browser.contexts();
      const page = context && (context.pages().find(isMain) ?? (await context.waitForEvent('page', isMain)));
      if (!page) throw new Error('the program shows no window');
      return running(page);
    },
    async ended() {
      await leave();
      await expect.poll(living, { message: 'the program has ended', timeout: 20_000 }).toEqual([]);
    },
    async signal(name) {
      await leave();
      for (const pid of await living()) process.kill(pid, name);
      await expect.poll(living, { message: 'the program has ended', timeout: 20_000 }).toEqual([]);
    },
    starts: async () => (await pids()).length,
    log: () => readFile(join(dataFolder, 'logs/sidetone.log'), 'utf8').catch(() => ''),
    close: () => self.signal('SIGKILL'),
  };
  return self;
}

function running(page: Page): Running {
  const ask = (name: Parameters<Running['invoke']>[0] | 'updates.status') =>
    page.evaluate((request) => window.host?.invoke(request), name);
  const status = async () => {
    const answer = await ask('updates.status');
    if (!answer?.ok || !answer.value || typeof answer.value !== 'object') throw new Error('no status');
    return answer.value;
  };
  return {
    page,
    user: new User(page),
    status,
    invoke: async (name) => void (await ask(name)),
    async reaches(kind) {
      await expect.poll(async () => (await status()).state, { message: kind }).toMatchObject({ kind });
      return (await status()).state;
    },
  };
}

/** One that nobody has collected yet is dead. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/^\d+ \(.*\) [ZX]/s.test(stat);
}

async function isListening(address: string): Promise<boolean> {
  return fetch(`http://${address}/json/version`).then(
    ({ ok }) => ok,
    () => false,
  );
}
