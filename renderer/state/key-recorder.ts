/** Keys that are pressed to be a global shortcut, as Electron writes them, and in words: pure. */

/** What a KeyboardEvent says. */
export interface PressedKey {
  key: string;
  /** The key by its place, whatever the layout writes on it. */
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
}

/** `leave`: the focus moves on, as Tab does. `part`: only a modifier so far. `unfit`: would take a letter or a digit from every program. */
export type Pressed =
  { kind: 'keys'; keys: string } | { kind: 'cancel' | 'clear' | 'leave' | 'part' | 'unfit' | 'unknown' };

const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Tab: 'Tab',
  Enter: 'Enter',
  Escape: 'Escape',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Minus: '-',
  Equal: '=',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec',
};

export function readPressed(pressed: PressedKey, mac: boolean): Pressed {
  const { key, ctrlKey, altKey, shiftKey, metaKey } = pressed;
  if (['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'OS', 'CapsLock', 'Fn'].includes(key)) return { kind: 'part' };
  const chorded = ctrlKey || altKey || metaKey;
  if (!chorded) {
    if (key === 'Tab') return { kind: 'leave' };
    if (key === 'Escape') return { kind: 'cancel' };
    if (key === 'Backspace' || key === 'Delete') return { kind: 'clear' };
  }
  const name = keyName(pressed);
  if (name === null) return { kind: 'unknown' };
  if (!chorded && !/^F\d/.test(name)) return { kind: 'unfit' };
  const modifiers = [
    ctrlKey && 'Control',
    altKey && 'Alt',
    shiftKey && 'Shift',
    metaKey && (mac ? 'Command' : 'Super'),
  ].filter((part) => part !== false);
  return { kind: 'keys', keys: [...modifiers, name].join('+') };
}

/** Letters as the layout has them; digits and signs by their place, for with a modifier the layout says something else. */
function keyName({ key, code }: PressedKey): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const byPlace = /^(?:Key([A-Z])|Digit(\d)|(F(?:1?\d|2[0-4])))$/.exec(code);
  const place = byPlace?.[1] ?? byPlace?.[2] ?? byPlace?.[3];
  if (place !== undefined) return place;
  const numpad = /^Numpad(\d)$/.exec(code)?.[1];
  if (numpad !== undefined) return `num${numpad}`;
  return Object.hasOwn(named, code) ? (named[code] ?? null) : null;
}

const macSigns: Readonly<Record<string, string>> = { control: '⌃', alt: '⌥', shift: '⇧', command: '⌘' };
const words: Readonly<Record<string, string>> = { control: 'Ctrl', alt: 'Alt', shift: 'Shift', command: 'Cmd' };
const spellings: Readonly<Record<string, string>> = { ctrl: 'control', option: 'alt', cmd: 'command', meta: 'super' };

/** As the keys themselves are labelled. The names are those of the keyboard, not of a language. */
export function keysInWords(keys: string, mac: boolean): string[] {
  return keys.split('+').map((part) => {
    const lower = part.trim().toLowerCase();
    const name = spellings[lower] ?? lower;
    if (name === 'commandorcontrol' || name === 'cmdorctrl') return mac ? '⌘' : 'Ctrl';
    if (name === 'super') return mac ? '⌘' : 'Super';
    return (mac ? macSigns[name] : undefined) ?? words[name] ?? part.trim();
  });
}
