/** Which keys are asked of the system for which action, and what they do then: pure. */
import { shortcutActions, type Settings, type ShortcutAction, type Snapshot } from '../preload/contract';
import { ongoing, ringsHere } from './calls';

/** Other names of the modifiers, as Electron takes them. */
const aliases: Record<string, string> = {
  cmd: 'command',
  ctrl: 'control',
  option: 'alt',
  cmdorctrl: 'commandorcontrol',
  super: 'meta',
};

/** The same text for every spelling of the same keys. */
export function sameKeys(keys: string, platform: NodeJS.Platform): string {
  const command = platform === 'darwin' ? 'command' : 'control';
  return keys
    .toLowerCase()
    .split('+')
    .map((part) => aliases[part.trim()] ?? part.trim())
    .map((part) => (part === 'commandorcontrol' ? command : part === 'meta' && platform === 'darwin' ? command : part))
    .sort()
    .join('+');
}

/** Actions in their order with their keys; `twice`: an earlier action has them. Those without keys are left out. */
export function planned(
  wanted: Settings['globalShortcuts'],
  platform: NodeJS.Platform,
): { action: ShortcutAction; keys: string; twice: boolean }[] {
  const seen = new Set<string>();
  return shortcutActions.flatMap((action) => {
    const keys = wanted[action].trim();
    if (!keys) return [];
    const same = sameKeys(keys, platform);
    const twice = seen.has(same);
    seen.add(same);
    return [{ action, keys, twice }];
  });
}

export type CallCommand =
  { kind: 'answer' | 'decline' | 'hangUp'; callId: string } | { kind: 'mute'; callId: string; on: boolean };

/** What a key means for the calls as they are now; null: nothing. As in the window, a call that rings is declined before another is ended. */
export function callCommand(action: 'answer' | 'hangUp' | 'mute', { calls }: Snapshot): CallCommand | null {
  const ringing = calls.find(ringsHere);
  const talk = ongoing(calls);
  switch (action) {
    case 'answer':
      return ringing ? { kind: 'answer', callId: ringing.id } : null;
    case 'hangUp':
      if (ringing) return { kind: 'decline', callId: ringing.id };
      return talk ? { kind: 'hangUp', callId: talk.id } : null;
    case 'mute':
      return talk?.state === 'active' ? { kind: 'mute', callId: talk.id, on: !talk.muted } : null;
  }
}

/** Play/pause answers what rings, and mutes and unmutes a call, which harms nothing when it was meant for the music; stop ends. */
export function mediaCommand(key: 'play-pause' | 'stop', snapshot: Snapshot): CallCommand | null {
  if (key === 'stop') return callCommand('hangUp', snapshot);
  return callCommand('answer', snapshot) ?? callCommand('mute', snapshot);
}

/** Whether there is anything for the media keys to do; else they belong to the music. */
export function mediaKeysWanted(on: boolean, { calls }: Snapshot): boolean {
  return on && calls.some(({ state }) => state !== 'ended');
}
