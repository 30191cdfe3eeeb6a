/** Global shortcuts that nobody presses: what main would say of them. */
import { shortcutActions, type Settings, type ShortcutsStatus } from '../../preload/contract';
import type { Host } from '../../renderer/host/host';

/** Keys of the window manager count as taken. */
export function stillShortcuts(
  wanted: Settings['globalShortcuts'],
  by: ShortcutsStatus['by'],
): NonNullable<Host['shortcuts']> {
  const actions = Object.fromEntries(
    shortcutActions.map((action) => [
      action,
      { keys: wanted[action], problem: wanted[action].includes('Left') ? 'taken' : null },
    ]),
  ) as ShortcutsStatus['actions'];
  return {
    status: () => Promise.resolve({ by, actions }),
    onChanged: () => () => {},
    pause: () => Promise.resolve(),
  };
}
