/** The main window: remembered place, hides to the tray on close, comes back by tray, notification or second start. */
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ORIGIN } from './app-protocol';
import { writeAtomically } from './atomic-file';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import { ground, hardened } from './window-options';
import { FIRST_SIZE, MIN_SIZE, place, type Rectangle } from './window-place';

/** Started with the system: straight into the tray. */
export const HIDDEN_SWITCH = 'hidden';

export interface MainWindow {
  /** Comes up, restored and focused. */
  show(): void;
  readonly window: BrowserWindow;
  /** Resolves when the window's place is on the disk. */
  keepPlace(): Promise<void>;
}

export interface MainWindowOptions {
  preload: string;
  /** Where `window.json` lies. */
  folder: string;
  ipc: Ipc;
  log: Log;
  /** The program ends: the window may close. */
  isQuitting: () => boolean;
}

const PlaceSchema = v.object({
  x: v.pipe(v.number(), v.integer()),
  y: v.pipe(v.number(), v.integer()),
  width: v.pipe(v.number(), v.integer()),
  height: v.pipe(v.number(), v.integer()),
  maximized: v.boolean(),
});
type Place = v.InferOutput<typeof PlaceSchema>;

export function createMainWindow({ preload, folder, ipc, log, isQuitting }: MainWindowOptions): MainWindow {
  const file = join(folder, 'window.json');
  const remembered = recall(file);
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...place(remembered, workAreas()),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: app.name,
    backgroundColor: ground(nativeTheme.shouldUseDarkColors),
    autoHideMenuBar: true,
    webPreferences: {
      ...hardened,
      preload,
      // It rings, and keeps its timers, while it is hidden.
      backgroundThrottling: false,
    },
  });
  const contents = window.webContents;
  const url = `${ORIGIN}/index.html`;
  // All networks: a switch may be behind a VPN that is not the default route.
  contents.setWebRTCIPHandlingPolicy('default');
  ipc.admit('phone', contents, url);

  const show = (): void => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  const keepPlace = async (): Promise<void> => {
    if (window.isDestroyed()) return;
    const record: Place = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    await writeAtomically(file, JSON.stringify(record)).catch((error: unknown) => {
      log.warn('window', `place not kept: ${describe(error)}`);
    });
  };

  window.once('ready-to-show', () => {
    if (app.commandLine.hasSwitch(HIDDEN_SWITCH) || wasOpenedAtLogin()) return;
    if (remembered?.maximized) window.maximize();
    show();
  });
  window.on('close', (event) => {
    if (isQuitting()) return;
    event.preventDefault();
    void keepPlace();
    window.hide();
  });
  ipc.handle('window.show', show);
  app.on('second-instance', show);
  // macOS: a click on the icon in the Dock.
  app.on('activate', show);

  void window.loadURL(url).catch((error: unknown) => log.error('window', `not loaded: ${describe(error)}`));
  return { show, window, keepPlace };
}

function workAreas(): Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}

/** macOS tells by no argument that it started the program itself. */
function wasOpenedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

function recall(file: string): Place | null {
  try {
    return v.parse(PlaceSchema, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The first start, or not readable: the system chooses a place, nothing is lost.
    return null;
  }
}
