/**
 * The call card: a small window above everything that never takes the focus. Its page is loaded, hidden, as soon as
 * the phone is ready to ring, in the main window's own process, so that a call only has to fill and show it.
 */
import { BrowserWindow, nativeTheme, screen, type Display } from 'electron';
import type { CardContent } from '../preload/contract';
import { ORIGIN } from './app-protocol';
import { ringsHere } from './calls';
import { CARD_SIZE, cardContent, cardPlace, displayAt } from './card-view';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import type { SettingsStore } from './settings';
import { ground, hardened } from './window-options';
import type { MainWindow } from './windows';
import { xPointer, type Point } from './x-pointer';

/** ms */
const DEAF_MS = 500;

export interface CallCardOptions {
  preload: string;
  ipc: Ipc;
  phone: PhoneLink;
  settings: SettingsStore;
  /** The main window: the card stands in for it while it cannot be seen. */
  main: Pick<MainWindow, 'window' | 'show'>;
  /** Whether the system is set not to disturb; null where that cannot be known. */
  isQuiet: () => Promise<boolean | null>;
  log: Log;
}

export function setUpCallCard({ preload, ipc, phone, settings, main, isQuiet, log }: CallCardOptions): void {
  let window: BrowserWindow | null = null;
  let content: CardContent | null = null;
  /** performance.now() until which presses are not heard. */
  let deafUntil = 0;
  /** It is being asked where the pointer is. */
  let isComing = false;
  /** Calls that began to ring before the window was brought up, which shows them now. */
  const seen = new Set<string>();
  const hushed = new Map<string, 'asking' | 'quiet' | 'loud'>();

  function create(): BrowserWindow {
    const card = new BrowserWindow({
      ...CARD_SIZE,
      show: false,
      frame: false,
      resizable: false,
      movable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      // On Linux this also takes the window out of the window manager's hands: above full-screen, on every workspace.
      focusable: false,
      // The first click presses the button, although the window is not active.
      acceptFirstMouse: true,
      ...(process.platform === 'darwin' && { type: 'panel' }),
      backgroundColor: ground(nativeTheme.shouldUseDarkColors),
      webPreferences: { ...hardened, preload, zoomFactor: settings.settings.zoom },
    });
    card.setAlwaysOnTop(true, 'screen-saver');
    if (process.platform !== 'win32') {
      // Without the second option the program would lose its place in the Dock.
      card.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    }
    const url = `${ORIGIN}/card.html`;
    ipc.admit('card', card.webContents, url);
    card.webContents.on('render-process-gone', () => {
      // A new one is made for the next call.
      card.destroy();
    });
    card.on('closed', () => {
      if (window === card) window = null;
    });
    card.loadURL(url).catch((error: unknown) => log.error('card', `not loaded: ${describe(error)}`));
    return card;
  }

  function update(): void {
    const inSight = main.window.isVisible() && !main.window.isMinimized();
    const quiet = [...hushed].filter(([, how]) => how !== 'loud').map(([id]) => id);
    const next = cardContent(phone.snapshot, settings.settings.theme, inSight, new Set([...seen, ...quiet]));
    if (JSON.stringify(next) === JSON.stringify(content)) return;
    // Its buttons have just changed under the pointer: the second click of a double click on Answer is not meant for End.
    if (content && next && (next.callId !== content.callId || next.kind !== content.kind))
      deafUntil = performance.now() + DEAF_MS;
    content = next;
    if (!next) {
      ipc.send('card', 'card.show', null);
      window?.hide();
      return;
    }
    window ??= create();
    ipc.send('card', 'card.show', next);
    if (window.isVisible() || isComing) return;
    // Asked of the X server, which is a few ms away; nobody waits for it with one screen.
    if (process.platform !== 'linux' || screen.getAllDisplays().length === 1) comeUp(null);
    else {
      isComing = true;
      void xPointer().then((pointer) => {
        isComing = false;
        if (content) comeUp(pointer);
      });
    }
  }

  /** `pointer`: in pixels; null: where Electron says that it is. */
  function comeUp(pointer: Point | null): void {
    window ??= create();
    const under = pointer && displayAt(screen.getAllDisplays(), pointer);
    const display = under ?? screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    put(window, display, settings.settings.zoom);
    window.showInactive();
  }

  /** Asks once for each call, and only who wants peace then: all others do not wait for an answer. */
  function ask(ringing: readonly string[]): void {
    for (const id of hushed.keys()) if (!ringing.includes(id)) hushed.delete(id);
    if (settings.settings.cardWhenQuiet) return;
    for (const id of ringing) {
      if (hushed.has(id)) continue;
      hushed.set(id, 'asking');
      void isQuiet().then((is) => {
        if (!hushed.has(id)) return;
        hushed.set(id, is ? 'quiet' : 'loud');
        if (is) log.info('card', 'stays away: the system is set not to disturb');
        update();
      });
    }
  }

  phone.onReport((snapshot) => {
    if (snapshot.line === 'ready') window ??= create();
    ask(snapshot.calls.filter(ringsHere).map(({ id }) => id));
    update();
  });
  for (const change of ['show', 'hide', 'minimize', 'restore'] as const) main.window.on(change as 'show', update);
  main.window.on('focus', () => {
    if (!main.window.isVisible()) return;
    for (const call of phone.snapshot.calls.filter(ringsHere)) seen.add(call.id);
    update();
  });
  main.window.on('blur', () => {
    seen.clear();
    update();
  });
  // The screen that it is on was pulled out, turned, or has another resolution.
  for (const change of ['display-removed', 'display-metrics-changed', 'display-added'] as const)
    screen.on(change as 'display-removed', () => {
      if (window?.isVisible()) put(window, screen.getDisplayMatching(window.getBounds()), settings.settings.zoom);
    });
  ipc.handle('card.ready', () => void ipc.send('card', 'card.show', content));
  const pressed = (run: () => void): void => {
    if (performance.now() >= deafUntil) run();
  };
  ipc.handle('card.answer', (callId) => pressed(() => phone.answer(callId, 'by-hand')));
  ipc.handle('card.decline', (callId) => pressed(() => phone.decline(callId)));
  ipc.handle('card.hangUp', (callId) => pressed(() => phone.hangUp(callId)));
  ipc.handle('card.setMuted', (callId, on) => pressed(() => phone.setMuted(callId, on)));
  ipc.handle('card.openWindow', () => main.show());
}

/** Twice where Windows has moved it to a screen of another scale: the first time it computes by the old one. */
function put(window: BrowserWindow, { workArea }: Display, zoom: number): void {
  const place = cardPlace(workArea, process.platform, zoom);
  window.setBounds(place);
  const { x, y, width, height } = window.getBounds();
  if (x !== place.x || y !== place.y || width !== place.width || height !== place.height) window.setBounds(place);
}
