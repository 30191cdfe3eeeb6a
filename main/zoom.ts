/** The size of everything in the window: by Ctrl and +, −, 0 or the wheel, and in the settings; kept. */
import type { BrowserWindow, Input } from 'electron';
import { zoomStep } from '../preload/zoom';
import { describe } from './failure';
import type { Log } from './log';
import type { SettingsStore } from './settings';

/** What this key asks for; null: something else. Cmd on a Mac. `=` and `_` are on the same keys with or without Shift. */
export function zoomKey(
  { type, key, control, meta, alt }: Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>,
  platform: NodeJS.Platform,
): 'in' | 'out' | 'reset' | null {
  if (type !== 'keyDown' || alt || !(platform === 'darwin' ? meta : control)) return null;
  if (key === '+' || key === '=') return 'in';
  if (key === '-' || key === '_') return 'out';
  return key === '0' ? 'reset' : null;
}

/** `changed`: the page is drawn at this size from now on. */
export function setUpZoom(
  window: BrowserWindow,
  settings: SettingsStore,
  changed: (zoom: number) => void,
  log: Log,
): void {
  const contents = window.webContents;
  let { zoom } = settings.settings;

  function apply(to: number): void {
    zoom = to;
    // Chromium keeps it for all pages of this origin: the call card has the same.
    if (!contents.isDestroyed()) contents.setZoomFactor(to);
    changed(to);
  }
  function step(way: 'in' | 'out' | 'reset'): void {
    const next = zoomStep(zoom, way);
    if (next === zoom) return;
    apply(next);
    settings.save({ zoom: next }).catch((error: unknown) => {
      log.warn('window', `zoom not kept: ${describe(error)}`);
      apply(settings.settings.zoom);
    });
  }

  // The page begins at the size of its webPreferences; one that Chromium kept itself may be older than the settings.
  contents.on('did-navigate', () => contents.setZoomFactor(zoom));
  contents.on('before-input-event', (event, input) => {
    const way = zoomKey(input, process.platform);
    if (!way) return;
    event.preventDefault();
    step(way);
  });
  contents.on('zoom-changed', (_event, way) => step(way));
  settings.onChanged((now, before) => {
    if (now.zoom !== before.zoom && now.zoom !== zoom) apply(now.zoom);
  });
}
