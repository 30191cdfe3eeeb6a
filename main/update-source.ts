/** electron-updater behind what the phone needs of it. Loaded when the first look is due, never at the start. */
import { app } from 'electron';
import {
  AppImageUpdater,
  CancellationToken,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
  PacmanUpdater,
  RpmUpdater,
  type AppUpdater,
  type UpdateInfo,
} from 'electron-updater';
import type { Settings } from '../preload/contract';
import type { Log } from './log';
import type { UpdateFeed } from './update-feed';
import type { Installation } from './update-kind';
import { channelOf, isChecksum, isSafeServer } from './update-policy';
import { swapIn } from './update-swap';

export interface Wish {
  channel: Settings['updateChannel'];
  /** Only this version, also an older one; empty: the newest. */
  pinned: string;
}

export interface UpdateSource {
  /** The version that the server has for this phone; null: none but the one that runs. Rejects as problemOf reads it. */
  look(wish: Wish): Promise<string | null>;
  /** Fetches what was found; `told` hears of percents. Rejects when it fails or is stopped. */
  fetch(told: (percent: number) => void): Promise<void>;
  stop(): void;
  /** As the very last thing: puts what was fetched in the place of this program. `again`: and starts it, with these arguments. */
  install(again: readonly string[] | null): void;
}

/** Nothing has come for so long; ms. */
const STALL_MS = 90_000;
const LOOK_LIMIT_MS = 60_000;
/** A server that leads in a circle. */
const MAX_REDIRECTS = 12;

export function createUpdateSource(installed: Installation, feed: UpdateFeed, log: Log): UpdateSource {
  const updater = createUpdater(installed);
  updater.logger = {
    info: (message?: unknown) => log.info('updates', String(message)),
    warn: (message?: unknown) => log.warn('updates', String(message)),
    error: (message?: unknown) => log.error('updates', String(message)),
  };
  updater.autoDownload = false;
  // Squirrel wants it in its hands early; everywhere else this file says when.
  updater.autoInstallOnAppQuit = installed.kind === 'mac';
  updater.disableWebInstaller = true;
  updater.forceDevUpdateConfig = !app.isPackaged;
  updater.updateConfigPath = feed.config;
  // It is rejected as well; without a listener Node would take it for uncaught.
  updater.on('error', () => {});
  const { netSession, isUserWithinRollout } = updater;

  let redirects = 0;
  netSession.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !isSafeServer(url) || redirects > MAX_REDIRECTS;
    if (cancel) log.error('updates', `not asked: ${url}`);
    answer({ cancel });
  });
  // The share of a staged rollout is decided here; the server need not know one installation from another.
  netSession.webRequest.onBeforeSendHeaders(({ requestHeaders }, answer) => {
    const named = Object.entries(requestHeaders).filter(([name]) => name.toLowerCase() !== 'x-user-staging-id');
    answer({ requestHeaders: Object.fromEntries(named) });
  });
  netSession.webRequest.onHeadersReceived(({ statusCode }, answer) => {
    redirects = statusCode >= 300 && statusCode < 400 ? redirects + 1 : 0;
    answer({});
  });

  let found: UpdateInfo | null = null;
  let fetched: { file: string; checksums: string[] } | null = null;
  let token: CancellationToken | null = null;
  /** One after the other: of what is still clearing up, electron-updater would give the old result. */
  let before: Promise<unknown> = Promise.resolve();

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = before.then(task);
    before = turn.catch(() => {});
    return turn;
  }

  /** Electron's requests have no limit of their own. */
  function limited(ms: number): { again(): void; end(): void } {
    const abort = () => {
      log.error('updates', 'the server does not go on');
      token?.cancel();
      void netSession.closeAllConnections();
    };
    let timer = setTimeout(abort, ms);
    return {
      again() {
        clearTimeout(timer);
        timer = setTimeout(abort, ms);
      },
      end: () => clearTimeout(timer),
    };
  }

  async function ask(channel: string, pinned: string): Promise<UpdateInfo | null> {
    updater.channel = channel;
    // Naming a channel allows it as a side effect.
    updater.allowDowngrade = pinned !== '';
    const limit = limited(LOOK_LIMIT_MS);
    try {
      const result = await updater.checkForUpdates();
      return result?.isUpdateAvailable ? result.updateInfo : null;
    } finally {
      limit.end();
    }
  }

  return {
    look: ({ channel, pinned }) =>
      inTurn(async () => {
        redirects = 0;
        updater.setFeedURL(feed.of(pinned));
        updater.allowPrerelease = channel === 'beta';
        // A pin is for all of them.
        updater.isUserWithinRollout = pinned === '' ? isUserWithinRollout : () => true;
        const name = channelOf(channel, pinned, feed.isPinnedByFolder);
        let info: UpdateInfo | null;
        try {
          info = await ask(name, pinned);
        } catch (error) {
          // Testers get what everybody gets where there is nothing of their own.
          if (name !== 'beta' || !isMissing(error)) throw error;
          info = await ask('latest', pinned);
        }
        if (info && !(Array.isArray(info.files) && info.files.every(({ sha512 }) => isChecksum(sha512))))
          throw Object.assign(new Error('a file has no SHA-512'), { code: 'ERR_UPDATER_NO_CHECKSUM' });
        found = info;
        return info?.version ?? null;
      }),

    fetch(told) {
      const mine = new CancellationToken();
      token = mine;
      return inTurn(async () => {
        const info = found;
        if (!info || mine.cancelled) throw new Error(info ? 'stopped' : 'nothing was found');
        redirects = 0;
        fetched = null;
        const limit = limited(STALL_MS);
        const heard = ({ percent }: { percent: number }) => {
          limit.again();
          told(percent);
        };
        updater.on('download-progress', heard);
        try {
          const [file] = await updater.downloadUpdate(mine);
          if (file === undefined || mine.cancelled) throw new Error('stopped');
          fetched = { file, checksums: info.files.map(({ sha512 }) => sha512) };
        } finally {
          limit.end();
          updater.off('download-progress', heard);
        }
      });
    },

    stop() {
      token?.cancel();
      // Of a differential download the token does not reach every request.
      const closed = netSession.closeAllConnections();
      void inTurn(() => closed);
    },

    install(again) {
      if (!fetched) return;
      const { kind, program } = installed;
      log.info('updates', `installing ${found?.version ?? ''}`);
      if (kind === 'appimage') {
        swapIn(program, fetched.file, fetched.checksums);
        if (again) app.relaunch({ execPath: program, args: [...again] });
      } else if (updater instanceof MacUpdater) {
        if (again) updater.quitAndInstall();
      } else if ('install' in updater && typeof updater.install === 'function') {
        updater.install(true, again !== null);
      }
    },
  };
}

function createUpdater({ kind }: Installation): AppUpdater {
  switch (kind) {
    case 'appimage':
      return new AppImageUpdater();
    case 'deb':
      return new DebUpdater();
    case 'rpm':
      return new RpmUpdater();
    case 'pacman':
      return new PacmanUpdater();
    case 'nsis':
      return new NsisUpdater();
    case 'mac':
      return new MacUpdater();
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND';
