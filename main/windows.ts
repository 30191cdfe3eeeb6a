/** The main window: hides to the tray on close, comes back by tray, notification or second start. */
import { app, BrowserWindow, nativeTheme } from 'electron';
import { join } from 'node:path';
import { ORIGIN } from './app-protocol';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { SettingsStore } from './settings';
import { openWindowMemory } from './window-memory';
import { ground, hardened } from './window-options';
import { firstSize } from './window-place';
import { firstPlace, followScreens, workAreas } from './window-screens';
import { setUpZoom } from './zoom';

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
  settings: SettingsStore;
  log: Log;
  /** The program ends: the window may close. */
  isQuitting: () => boolean;
  /** A second start with these arguments is no reason to come up. */
  leaves: (argv: readonly string[]) => boolean;
  /** Takes the window out of sight, but not out of reach. */
  putAway: () => void;
}

export function createMainWindow({
  preload,
  folder,
  ipc,
  settings,
  log,
  leaves,
  isQuitting,
  putAway,
}: MainWindowOptions): MainWindow {
  const memory = openWindowMemory(join(folder, 'window.json'));
  const { zoom } = settings.settings;
  const { bounds, maximized } = firstPlace(memory, zoom);
  const window = new BrowserWindow({
    ...firstSize(workAreas()[0], zoom),
    ...bounds,
    show: false,
    title: app.name,
    backgroundColor: ground(nativeTheme.shouldUseDarkColors),
    autoHideMenuBar: true,
    webPreferences: {
      ...hardened,
      preload,
      zoomFactor: zoom,
      // It rings, and keeps its timers, while it is hidden.
      backgroundThrottling: false,
    },
  });
  const contents = window.webContents;
  const url = `${ORIGIN}/index.html`;
  // All networks: a switch may be behind a VPN that is not the default route.
  contents.setWebRTCIPHandlingPolicy('default');
  ipc.admit('phone', contents, url);

  const screens = followScreens(window, memory, { zoom, maximized }, log);
  setUpZoom(window, settings, screens.zoomed, log);

  const show = (): void => {
    if (window.isMinimized()) window.restore();
    screens.prepare();
    window.show();
    window.focus();
  };

  window.once('ready-to-show', () => {
    if (app.commandLine.hasSwitch(HIDDEN_SWITCH) || wasOpenedAtLogin()) return;
    show();
  });
  window.on('close', (event) => {
    if (isQuitting()) return;
    event.preventDefault();
    void screens.keep();
    putAway();
  });
  ipc.handle('window.show', show);
  app.on('second-instance', (_event, argv) => {
    if (!leaves(argv)) show();
  });
  // macOS: a click on the icon in the Dock.
  app.on('activate', show);

  void window.loadURL(url).catch((error: unknown) => log.error('window', `not loaded: ${describe(error)}`));
  return { show, window, keepPlace: screens.keep };
}

/** macOS tells by no argument that it started the program itself. */
function wasOpenedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
