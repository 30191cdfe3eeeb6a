import { describe, expect, it } from 'vitest';
import { keysInWords, readPressed, type PressedKey } from './key-recorder';

const key = (name: string, code: string, held = ''): PressedKey => ({
  key: name,
  code,
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
});

describe('readPressed', () => {
  it.each([
    ['a letter', key('k', 'KeyK', 'ca'), 'Control+Alt+K'],
    ['with Shift', key('K', 'KeyK', 'cs'), 'Control+Shift+K'],
    ['a letter where the layout has it', key('a', 'KeyQ', 'c'), 'Control+A'],
    ['a letter of another script, by its place', key('ф', 'KeyA', 'c'), 'Control+A'],
    ['Alt on a Mac writes signs', key('å', 'KeyA', 'a'), 'Alt+A'],
    ['a digit', key('!', 'Digit1', 'cs'), 'Control+Shift+1'],
    ['a function key alone', key('F8', 'F8'), 'F8'],
    ['the last of them', key('F24', 'F24', 's'), 'Shift+F24'],
    ['the number pad', key('7', 'Numpad7', 'c'), 'Control+num7'],
    ['a sign', key('?', 'Slash', 'cs'), 'Control+Shift+/'],
    ['arrows', key('ArrowUp', 'ArrowUp', 'ca'), 'Control+Alt+Up'],
    ['Escape and Backspace in company', key('Backspace', 'Backspace', 'ca'), 'Control+Alt+Backspace'],
    ['the key with the system’s sign', key('k', 'KeyK', 'm'), 'Super+K'],
  ])('%s', (_name, pressed, keys) => {
    expect(readPressed(pressed, false)).toEqual({ kind: 'keys', keys });
  });

  it('calls that key Command on a Mac', () => {
    expect(readPressed(key('k', 'KeyK', 'm'), true)).toEqual({ kind: 'keys', keys: 'Command+K' });
  });

  it.each([
    ['Escape', key('Escape', 'Escape'), 'cancel'],
    ['Backspace', key('Backspace', 'Backspace'), 'clear'],
    ['Tab', key('Tab', 'Tab'), 'leave'],
    ['Shift Tab', key('Tab', 'Tab', 's'), 'leave'],
    ['only Ctrl so far', key('Control', 'ControlLeft', 'c'), 'part'],
    ['a bare letter', key('k', 'KeyK'), 'unfit'],
    ['a capital', key('K', 'KeyK', 's'), 'unfit'],
    ['Space', key(' ', 'Space'), 'unfit'],
    ['a key nobody knows', key('LaunchMail', 'LaunchMail', 'c'), 'unknown'],
  ] as const)('%s: %s', (_name, pressed, kind) => {
    expect(readPressed(pressed, false)).toEqual({ kind });
  });
});

describe('keysInWords', () => {
  it('says what stands on the keys', () => {
    expect(keysInWords('Control+Alt+K', false)).toEqual(['Ctrl', 'Alt', 'K']);
    expect(keysInWords('CmdOrCtrl+Shift+F2', false)).toEqual(['Ctrl', 'Shift', 'F2']);
    expect(keysInWords('Super+numadd', false)).toEqual(['Super', 'numadd']);
    expect(keysInWords('CommandOrControl+Option+Shift+K', true)).toEqual(['⌘', '⌥', '⇧', 'K']);
    expect(keysInWords('Ctrl+Meta+K', true)).toEqual(['⌃', '⌘', 'K']);
  });
});
