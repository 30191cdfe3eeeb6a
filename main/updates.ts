/** New versions: looked for, fetched between calls, installed at the end of the program. */
import { app, powerMonitor, type BrowserWindow } from 'electron';
import type { UpdateStatus } from '../preload/contract';
import { isOngoing, ringsHere } from './calls';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import type { Policies } from './policies';
import type { Quit } from './quit';
import type { SettingsStore } from './settings';
import { findFeed } from './update-feed';
import type { UpdateFile } from './update-file';
import { installsQuietly, type Installation } from './update-kind';
import { atStart, step, type UpdateEffect, type UpdateEvent } from './update-machine';
import { IDLE_MS, nextLook, problemOf, verdict } from './update-policy';
import type { UpdateSource } from './update-source';
import { begun } from './update-trial';
import { compareVersions, isVersion } from './update-versions';
import { watchTrial } from './update-watch';
import { HIDDEN_SWITCH } from './windows';

/** ms between two reports of progress, and between two looks whether anybody is there. */
const TELL_EVERY_MS = 300;
const IDLE_EVERY_MS = 10 * 60_000;

export interface UpdatesOptions {
  ipc: Ipc;
  phone: PhoneLink;
  settings: SettingsStore;
  policy: Policies['updates'];
  quit: Quit;
  window: BrowserWindow;
  /** null: this copy cannot be replaced. */
  installed: Installation | null;
  /** The package's `app-update.yml`, and the program's own folder. */
  packaged: string;
  folder: string;
  file: UpdateFile;
  log: Log;
}

export interface Updates {
  /** From outside of the window, which is told to show what comes of it; null: there is nowhere to look. */
  check: (() => void) | null;
}

export function setUpUpdates(options: UpdatesOptions): Updates {
  const { ipc, phone, settings, policy, quit, window, installed, file, log } = options;
  const current = app.getVersion();
  const feed = installed && findFeed(options.packaged, policy.server, options.folder);
  const off = whyOff();
  let progress = atStart(settings.settings.automaticUpdates);
  let source: Promise<UpdateSource> | null = null;
  let loaded: UpdateSource | null = null;
  let timer: NodeJS.Timeout | undefined;
  let round = 0;
  let toldAt = 0;
  /** The program ends to be started again, with these arguments. */
  let again: string[] | null = null;
  let shutsDown = false;
  let wasReady = false;

  function whyOff(): Extract<UpdateStatus['state'], { kind: 'off' }>['why'] | null {
    if (!policy.enabled) return 'policy';
    if (!installed) return 'not-installed';
    if (!feed) return 'no-server';
    if (policy.pinned === '' || isVersion(policy.pinned)) return null;
    log.error('updates', `the policy pins "${policy.pinned}", which is no version`);
    return 'policy';
  }

  const status = (): UpdateStatus => ({
    current,
    state: off ? { kind: 'off', why: off } : progress.state,
    takenBack: file.kept.takenBack.findLast(({ version }) => compareVersions(version, current) > 0)?.version ?? null,
    asksToInstall: installed !== null && !installsQuietly(installed.kind),
  });

  function dispatch(event: UpdateEvent): void {
    if (off) return;
    const { state: before } = progress;
    const { next, effects } = step(progress, event);
    progress = next;
    for (const effect of effects) run(effect);
    if (before === progress.state) return;
    if (event.kind === 'progress' && performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    if (before.kind !== progress.state.kind) log.info('updates', `${before.kind}, now ${progress.state.kind}`);
    ipc.send('phone', 'updates.changed', status());
    if (progress.state.kind === 'ready' && file.kept.back !== null) restart();
  }

  function run(effect: UpdateEffect): void {
    if (effect === 'stop') {
      round++;
      loaded?.stop();
    } else void work(effect === 'look' ? look : fetch);
  }

  /** What a round that was stopped since has to say is not heard. */
  async function work(task: (from: UpdateSource) => Promise<UpdateEvent>): Promise<void> {
    const mine = ++round;
    // Now, so that one that is stopped or cancelled is not the last.
    plan('regular');
    try {
      source ??= import('./update-source').then(({ createUpdateSource }) => {
        if (!installed || !feed) throw new Error('there is nothing to update');
        return createUpdateSource(installed, feed, log);
      });
      loaded = await source;
      const event = await task(loaded);
      if (mine === round) dispatch(event);
    } catch (error) {
      if (mine !== round) return;
      log.error('updates', describe(error));
      dispatch({ kind: 'failed', problem: problemOf(error), at: Date.now() });
      plan('again');
    }
  }

  async function look(from: UpdateSource): Promise<UpdateEvent> {
    // One that was taken back is left for the one before it, whatever the policy says.
    const pinned = file.kept.back ?? policy.pinned;
    const version = await from.look({ channel: settings.settings.updateChannel, pinned });
    const takenBack = file.kept.takenBack.map((each) => each.version);
    const found = version === null ? 'same' : verdict(version, { current, pinned, takenBack });
    if (version !== null) log.info('updates', `the server has ${version}: ${found}`);
    return version !== null && found === 'take' ? { kind: 'found', version } : { kind: 'nothing', at: Date.now() };
  }

  async function fetch(from: UpdateSource): Promise<UpdateEvent> {
    const mine = round;
    await from.fetch((percent) => {
      if (mine === round) dispatch({ kind: 'progress', percent: Math.floor(percent) });
    });
    return { kind: 'fetched' };
  }

  function plan(which: Parameters<typeof nextLook>[0]): void {
    clearTimeout(timer);
    timer = setTimeout(() => dispatch({ kind: 'look' }), nextLook(which, Math.random()));
  }

  const isBusy = () => phone.snapshot.calls.some((call) => isOngoing(call) || ringsHere(call));

  /** false: not now. */
  function restart(): boolean {
    if (progress.state.kind !== 'ready' || isBusy() || quit.isQuitting) return false;
    again = window.isVisible() ? [] : [`--${HIDDEN_SWITCH}`];
    quit.now();
    return true;
  }

  function install(): void {
    const { state } = progress;
    // A system that ends would cut an installer off in the middle.
    if (state.kind !== 'ready' || !installed || shutsDown) return;
    if (!again && !installsQuietly(installed.kind)) return;
    file.change((kept) => begun(kept, current, state.version, wasReady));
    try {
      loaded?.install(again);
    } catch (error) {
      log.error('updates', `not installed: ${describe(error)}`);
      file.change((kept) => ({ ...kept, trial: null }));
      if (again) app.relaunch({ execPath: installed.program, args: again });
    }
  }

  ipc.handle('updates.status', status);
  ipc.handle('updates.check', () => dispatch({ kind: 'look' }));
  ipc.handle('updates.download', () => dispatch({ kind: 'fetch' }));
  ipc.handle('updates.cancel', () => dispatch({ kind: 'cancel' }));
  ipc.handle('updates.install', restart);

  phone.onReport(({ signedIn, line }) => {
    if (!quit.isQuitting) wasReady = signedIn && line === 'ready';
    if (isBusy() !== progress.inCall) dispatch({ kind: 'calls', inCall: isBusy() });
  });
  settings.onChanged((now, before) => {
    if (now.automaticUpdates !== before.automaticUpdates) dispatch({ kind: 'automatic', on: now.automaticUpdates });
    if (now.updateChannel !== before.updateChannel) dispatch({ kind: 'channel' });
  });
  powerMonitor.on('shutdown', () => (shutsDown = true));
  window.on('session-end', () => (shutsDown = true));
  quit.last(install);

  quit.before(
    watchTrial({
      file,
      installed,
      phone,
      servers: () => settings.accounts.flatMap(({ account }) => account.servers),
      fetchBack: () => dispatch({ kind: 'look' }),
      log,
    }),
  );
  if (!off) {
    plan('first');
    if (file.kept.back !== null) dispatch({ kind: 'look' });
    setInterval(() => {
      const isQuiet = progress.automatic && installed !== null && installsQuietly(installed.kind);
      if (isQuiet && powerMonitor.getSystemIdleTime() * 1000 >= IDLE_MS) restart();
    }, IDLE_EVERY_MS);
  }
  function check(): void {
    ipc.send('phone', 'updates.opened');
    dispatch({ kind: 'look' });
  }
  return { check: off ? null : check };
}
