import { describe, expect, it } from 'vitest';
import { parseRegistry, registryQuery } from './policy-registry';
import { readPart } from './policy-values';

/** As `reg.exe query … /s` prints it, after its documentation and what other programs' tests have of it. */
const output = [
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Sidetone',
  '    (Standard)    REG_SZ    (Wert nicht gesetzt)',
  '    domain    REG_SZ    phone.example.com',
  '    practice    REG_DWORD    0x0',
  '    premiumPrefixes    REG_MULTI_SZ    0900\\0+49900',
  '    links.tel    REG_SZ    dial',
  '    crashServer    REG_SZ    ',
  '    blob    REG_BINARY    00FF',
  '    user    REG_SZ    M\uFFFDller',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Sidetone\\Settings',
  '    callLimit    REG_DWORD    0x2',
  '    theme    REG_EXPAND_SZ    dark',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Sidetone\\Settings\\Opus',
  '    bitrate    REG_QWORD    0x18',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\SidetoneOther',
  '    domain    REG_SZ    evil.example',
  '',
  'Ende der Suche: 9 Übereinstimmung(en) gefunden.',
  '',
].join('\r\n');

describe('parseRegistry', () => {
  it('reads texts, numbers, lists and subkeys, whatever the language', () => {
    const { values, problems } = parseRegistry(output);
    expect(values).toEqual({
      domain: 'phone.example.com',
      practice: 0,
      premiumPrefixes: ['0900', '+49900'],
      'links.tel': 'dial',
      crashServer: '',
      'Settings.callLimit': 2,
      'Settings.theme': 'dark',
      'Settings.Opus.bitrate': 24,
    });
    expect(problems).toEqual([
      'blob: of a type that is not read, REG_BINARY',
      'user: only ASCII can be read from the registry',
    ]);
  });

  it('gives what the schema takes', () => {
    const part = readPart(parseRegistry(output).values, 'flat');
    expect(part.problems).toEqual([]);
    expect(part.settings).toMatchObject({ callLimit: { value: 2 }, opus: { value: { bitrate: 24 } } });
  });

  it.each(['', 'ERROR: The system was unable to find the specified registry key or value.', '    a    REG_SZ    b'])(
    'finds nothing in %j',
    (text) => {
      expect(parseRegistry(text)).toEqual({ values: {}, problems: [] });
    },
  );
});

it('asks the system’s own program', () => {
  expect(registryQuery('HKLM')[0]).toMatch(/System32.reg\.exe$/);
  expect(registryQuery('HKCU')[1]).toEqual(['query', 'HKCU\\Software\\Policies\\Sidetone', '/s']);
});
