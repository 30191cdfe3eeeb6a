import type { MessageKey } from '../locales/messages';
import type { PageMessageKey } from '../locales/pages';

interface Shortcut {
  keys: MessageKey | PageMessageKey;
  does: MessageKey | PageMessageKey;
}

/** The shortcuts as the settings list them. */
export const shortcuts: readonly Shortcut[] = [
  { keys: 'key.enter', does: 'shortcut.enter' },
  { keys: 'key.ctrl-enter', does: 'shortcut.answer' },
  { keys: 'key.ctrl-e', does: 'shortcut.end' },
  { keys: 'key.m', does: 'shortcut.mute' },
  { keys: 'key.h', does: 'shortcut.hold' },
  { keys: 'key.v', does: 'shortcut.voicemail' },
  { keys: 'key.digits', does: 'shortcut.digits' },
  { keys: 'key.ctrl-k', does: 'shortcut.dial' },
  { keys: 'key.slash', does: 'shortcut.search' },
  { keys: 'key.ctrl-comma', does: 'shortcut.settings' },
  { keys: 'key.zoom', does: 'shortcut.zoom' },
  { keys: 'key.question', does: 'shortcut.help' },
  { keys: 'key.escape', does: 'shortcut.escape' },
];
