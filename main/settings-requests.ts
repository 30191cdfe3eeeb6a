import type { Ipc } from './ipc';
import type { SettingsStore } from './settings';

/** The window's requests for its settings; every change is told to it, whoever made it. */
export function setUpSettings(ipc: Ipc, settings: SettingsStore): void {
  ipc.handle('settings.load', () => settings.loaded());
  ipc.handle('settings.save', (changes) => settings.save(changes));
  settings.onChanged((now) => void ipc.send('phone', 'settings.changed', now));
}
