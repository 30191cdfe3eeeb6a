/** The packages that `npm run dist` made, unpacked the way an installation lays them down. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { attachTo } from '../fixtures/debugging-port';
import type { Desk } from '../fixtures/desk';
import type { Environment } from '../fixtures/process';
import { writeToneFile } from '../fixtures/wav';

const run = promisify(execFile);
export const dist = resolve(import.meta.dirname, '../../dist');

/** The newest of its kind that was made. */
async function built(kind: 'deb' | 'rpm'): Promise<string> {
  const name = (await readdir(dist).catch(() => [])).findLast((each) => each.endsWith(`.${kind}`));
  if (!name) throw new Error(`there is no .${kind} in ${dist}: run npm run dist`);
  return join(dist, name);
}
export const builtDeb = () => built('deb');
export const builtRpm = () => built('rpm');

/** Unpacks it into `folder` and gives the program in it. */
export async function unpackDeb(folder: string): Promise<string> {
  await run('dpkg-deb', ['-x', await builtDeb(), folder]);
  return join(folder, 'opt/Sidetone/sidetone');
}

export interface PackagedPhone {
  pid: number;
  page: Page;
  dataFolder: string;
  output(): string;
  quit(): Promise<void>;
}

/** At this desk, by the user of the tests. */
export function startPackaged(program: string, desk: Desk): Promise<PackagedPhone> {
  const dataFolder = join(desk.home, 'packaged');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return start({
    command: program,
    args: [...sandbox, `--user-data-dir=${dataFolder}`],
    env: desk.env,
    dataFolder,
    desk,
  });
}

export interface Start {
  command: string;
  args: readonly string[];
  env: Environment;
  dataFolder: string;
  desk: Desk;
}

/** Playwright cannot start a program whose inspector is fused off; Chromium's own port is what remains. */
export async function start({ command, args, env, dataFolder, desk }: Start): Promise<PackagedPhone> {
  const microphone = join(desk.home, 'microphone.wav');
  await writeToneFile(microphone);
  const child = spawn(
    command,
    [
      ...args,
      '--remote-debugging-port=0',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}`,
    ],
    { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const address = new Promise<string>((found, failed) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const line = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (line) found(line);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', failed);
    child.once('exit', (code) => {
      failed(new Error(`the packaged program ended with ${String(code)}:\n${output}`));
    });
  });
  const endpoint = await address;
  const browser = await attachTo(new URL(endpoint).host);
  return {
    pid: child.pid ?? 0,
    page: await mainPage(browser),
    dataFolder,
    output: () => output,
    async quit() {
      await browser.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function mainPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (!context) throw new Error('the packaged program shows no page');
  const isMain = (page: Page) => page.url().endsWith('/index.html');
  return context.pages().find(isMain) ?? context.waitForEvent('page', isMain);
}

/** Files below `folder` that hold `secret`, in UTF-8 or UTF-16, or in Base64. */
export async function filesWith(folder: string, secret: string): Promise<string[]> {
  const forms = [
    Buffer.from(secret),
    Buffer.from(secret, 'utf16le'),
    Buffer.from(Buffer.from(secret).toString('base64')),
  ];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    if (forms.some((form) => content.includes(form))) found.push(path);
  }
  return found;
}
