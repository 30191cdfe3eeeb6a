/** The support bundle: made when the user asks for it, shown, and saved as it was shown. Nothing leaves the computer. */
import { app, dialog, type BrowserWindow } from 'electron';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SupportFile } from '../preload/contract';
import { t } from '../renderer/locales/messages';
import { writeAtomically } from './atomic-file';
import { crashDumps } from './crash-dumps';
import { errorCode, Failure } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import type { Policies } from './policies';
import type { SettingsStore } from './settings';
import { supportFacts } from './support-facts';
import { supportFiles } from './support-files';

export interface SupportOptions {
  ipc: Pick<Ipc, 'handle'>;
  window: BrowserWindow;
  phone: PhoneLink;
  settings: SettingsStore;
  policies: Policies;
  /** What else of the program there is to know. */
  facts(): readonly (readonly [string, unknown])[];
  log: Log;
}

export function setUpSupport({ ipc, window, phone, settings, policies, facts, log }: SupportOptions): void {
  let made: readonly SupportFile[] = [];

  ipc.handle('support.make', async (check) => {
    await log.settled();
    made = supportFiles({
      facts: supportFacts(phone, facts()),
      settings: settings.settings,
      accounts: settings.accounts.map(({ account }) => account),
      policies,
      check,
      dumps: await crashDumps(),
      logs: await logFiles(log.folder),
      home: homedir(),
    });
    return [...made];
  });

  ipc.handle('support.save', async () => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: t('support.save.title'),
      defaultPath: join(app.getPath('downloads'), bundleName(new Date())),
      filters: [{ name: t('support.save.kind'), extensions: ['zip'] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || filePath === '') return null;
    try {
      await writeAtomically(filePath, await zipped(made));
    } catch (cause) {
      throw failureOf(cause, dirname(filePath));
    }
    log.info('support', 'a support bundle was saved');
    return filePath;
  });
}

/** Newest first. One that is rotated away meanwhile is left out. */
async function logFiles(folder: string): Promise<SupportFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('sidetone.log'));
  const files = await Promise.all(
    names.toSorted().map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8').catch(() => null);
      return text === null ? null : { name, text };
    }),
  );
  return files.filter((file) => file !== null);
}

async function zipped(files: readonly SupportFile[]): Promise<Uint8Array> {
  // The one for Node declares a `require` of its own, as the bundle does.
  const { strToU8, zipSync } = await import('fflate/browser');
  return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])));
}

/** By the minute, in local time. */
function bundleName(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  return `sidetone-support-${local.slice(0, 16).replace('T', '-').replace(':', '')}.zip`;
}

function failureOf(cause: unknown, folder: string): Failure {
  const code = errorCode(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure('failure.support.disk-full', {}, { cause });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Failure('failure.support.not-allowed', { folder }, { cause });
  return new Failure('failure.support.other', { code: code || 'unknown' }, { cause });
}
