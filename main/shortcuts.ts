/** Keys that work while another program has the keyboard (settings.globalShortcuts). None has keys until the user gives it some. */
import { clipboard, globalShortcut, Notification, type BrowserWindow } from 'electron';
import { shortcutActions, type DialWish, type ShortcutAction, type ShortcutsStatus } from '../preload/contract';
import { t } from '../renderer/locales/messages';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import { numberIn } from './selected-number';
import type { SettingsStore } from './settings';
import { callCommand, planned, type CallCommand } from './shortcuts-plan';

/** ms: X11 repeats a key that is held down, first after 500 to 660 ms; that is one press and not many. */
const HELD_MS = 700;

export interface ShortcutOptions {
  ipc: Pick<Ipc, 'handle' | 'send'>;
  phone: PhoneLink;
  settings: Pick<SettingsStore, 'settings' | 'onChanged'>;
  by: ShortcutsStatus['by'];
  /** The main window. */
  window: BrowserWindow;
  show: () => void;
  /** Brings the window up with the number. */
  dial: (wish: DialWish) => void;
  log: Log;
}

export function setUpShortcuts({ ipc, phone, settings, by, window, show, dial, log }: ShortcutOptions): void {
  let status = nothingYet(by);
  let ours: string[] = [];
  /** The user presses new keys for one of them, which must reach the window. */
  let paused = false;

  async function dialSelection(): Promise<void> {
    const number = numberIn(await selectedText());
    if (number === null) {
      log.info('shortcuts', 'no number is marked or copied');
      new Notification({ title: t('shortcuts.no-number.title'), body: t('shortcuts.no-number.body') }).show();
      return;
    }
    dial({ number, how: 'ask', from: 'shortcut', doubt: null });
  }

  function run(action: ShortcutAction): void {
    log.info('shortcuts', action);
    if (action === 'show') show();
    else if (action === 'dialSelection')
      dialSelection().catch((error: unknown) => log.warn('shortcuts', `the clipboard: ${describe(error)}`));
    else obey(phone, callCommand(action, phone.snapshot));
  }

  function register(keys: string, action: ShortcutAction): 'taken' | 'invalid' | null {
    try {
      if (
        !globalShortcut.register(
          keys,
          oncePerPress(() => run(action)),
        )
      )
        return 'taken';
      ours.push(keys);
      return null;
    } catch (error) {
      log.warn('shortcuts', `${action}: ${describe(error)}`);
      return 'invalid';
    }
  }

  function release(): void {
    for (const keys of ours) globalShortcut.unregister(keys);
    ours = [];
  }

  function apply(): void {
    release();
    const next = nothingYet(by);
    const wanted = settings.settings.globalShortcuts;
    for (const action of shortcutActions) next.actions[action].keys = wanted[action];
    if (by !== 'nobody')
      for (const { action, keys, twice } of planned(wanted, process.platform)) {
        const problem = twice ? 'taken' : register(keys, action);
        next.actions[action].problem = problem;
        if (problem) log.warn('shortcuts', `${action}: ${keys} is ${problem}`);
      }
    status = next;
    ipc.send('phone', 'shortcuts.changed', status);
  }

  function pause(on: boolean): void {
    if (on === paused) return;
    paused = on;
    if (on) release();
    else apply();
  }

  ipc.handle('shortcuts.status', () => status);
  ipc.handle('shortcuts.pause', pause);
  settings.onChanged((now, before) => {
    const changed = shortcutActions.some((action) => now.globalShortcuts[action] !== before.globalShortcuts[action]);
    if (changed && !paused) apply();
  });
  // Whatever became of the page that asked for it.
  window.on('blur', () => pause(false));
  window.webContents.on('render-process-gone', () => pause(false));
  apply();
}

/** Carries out what a key means. */
export function obey(phone: PhoneLink, command: CallCommand | null): void {
  switch (command?.kind) {
    case 'answer':
      return phone.answer(command.callId, 'by-hand');
    case 'decline':
      return phone.decline(command.callId);
    case 'hangUp':
      return phone.hangUp(command.callId);
    case 'mute':
      return phone.setMuted(command.callId, command.on);
    case undefined:
  }
}

/** Does it once, however long the key is held. */
export function oncePerPress(run: () => void): () => void {
  let last = -Infinity;
  return () => {
    const now = performance.now();
    const held = now - last < HELD_MS;
    last = now;
    if (!held) run();
  };
}

/** Electron 45 has a clipboard of its own for what is marked, and promises; version 33 an argument, and plain text. */
interface AnyClipboard {
  readText(which?: 'selection'): string | Promise<string>;
  selection?: { readText(): Promise<string> };
}

/** On X11 what is marked needs no copying; elsewhere it has to be copied. */
async function selectedText(): Promise<string> {
  const any: AnyClipboard = clipboard;
  if (process.platform === 'linux') {
    const marked = await (any.selection?.readText() ?? any.readText('selection'));
    if (marked.trim() !== '') return marked;
  }
  return any.readText();
}

function nothingYet(by: ShortcutsStatus['by']): ShortcutsStatus {
  const none = () => ({ keys: '', problem: null });
  return {
    by,
    actions: { answer: none(), hangUp: none(), mute: none(), dialSelection: none(), show: none() },
  };
}
