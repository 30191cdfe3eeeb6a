/**
 * Play/pause and stop of keyboards and headsets, while there is a call: before and after it they belong to the music.
 * Where another program holds them, as players and desktops may, they stay there.
 */
import { globalShortcut } from 'electron';
import type { ShortcutsStatus } from '../preload/contract';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import type { SettingsStore } from './settings';
import { obey, oncePerPress } from './shortcuts';
import { mediaCommand, mediaKeysWanted } from './shortcuts-plan';

const keys = { MediaPlayPause: 'play-pause', MediaStop: 'stop' } as const;

export function setUpMediaKeys(
  phone: PhoneLink,
  settings: Pick<SettingsStore, 'settings' | 'onChanged'>,
  by: ShortcutsStatus['by'],
  log: Log,
): void {
  // The portal would ask its user at every call.
  if (by !== 'program') return;
  let held: string[] = [];
  let wanted = false;

  function follow(): void {
    const now = mediaKeysWanted(settings.settings.mediaKeys, phone.snapshot);
    if (now === wanted) return;
    wanted = now;
    for (const key of held) globalShortcut.unregister(key);
    held = [];
    if (!wanted) return;
    for (const [key, means] of Object.entries(keys)) {
      // The user may have given it a meaning of its own.
      if (globalShortcut.isRegistered(key)) continue;
      const press = oncePerPress(() => obey(phone, mediaCommand(means, phone.snapshot)));
      if (globalShortcut.register(key, press)) held.push(key);
      else log.info('shortcuts', `${key} belongs to another program`);
    }
  }

  phone.onReport(follow);
  settings.onChanged(follow);
}
