import { describe, expect, it } from 'vitest';
import { readPart } from './policy-values';

const nothing = { values: {}, links: {}, updates: {}, settings: {}, good: [], problems: [] };

describe('readPart of JSON', () => {
  it('reads every kind of key', () => {
    const part = readPart(
      {
        domain: 'Phone.Example.com:8443',
        user: '1001',
        practice: false,
        ownSystem: false,
        links: { tel: 'dial', callto: 'off' },
        premiumPrefixes: ['0900', '+49900'],
        updates: { enabled: true, server: 'https://updates.example.com/sidetone', pinned: '1.2.3-beta.4' },
        crashServer: 'https://crash.example.com/in',
        settings: {
          theme: 'dark',
          startWithSystem: { value: true, as: 'hidden' },
          callLimit: { value: 2, as: 'user' },
          zoom: { as: 'hidden' },
          opus: { bitrate: 24, as: 'hidden' },
          globalShortcuts: { value: { answer: 'Ctrl+F1' } },
        },
      },
      'typed',
    );
    expect({ ...part, good: [] }).toEqual({
      good: [],
      values: {
        domain: 'phone.example.com:8443',
        user: '1001',
        practice: false,
        ownSystem: false,
        premiumPrefixes: ['0900', '+49900'],
        crashServer: 'https://crash.example.com/in',
      },
      links: { tel: 'dial', callto: 'off' },
      updates: { enabled: true, server: 'https://updates.example.com/sidetone', pinned: '1.2.3-beta.4' },
      settings: {
        theme: { value: 'dark', as: 'locked' },
        startWithSystem: { value: true, as: 'hidden' },
        callLimit: { value: 2, as: 'user' },
        zoom: { value: 1, as: 'hidden' },
        opus: { value: { bitrate: 24, fec: true, dtx: false, packetTime: 20 }, as: 'hidden' },
        globalShortcuts: {
          value: { answer: 'Ctrl+F1', hangUp: '', mute: '', dialSelection: '', show: '' },
          as: 'locked',
        },
      },
      problems: [],
    });
  });

  it('loses only what is wrong, and says what it is without its value', () => {
    const part = readPart(
      {
        domain: 'a/b hush',
        practice: 'hush',
        links: { tel: 'hush', sip: 'ask', fax: 'ask' },
        premiumPrefixes: ['0900', 'hush'],
        updates: { server: 'http://updates.example.com/', pinned: 'hush' },
        crashServer: 'https://user:hush@crash.example.com/',
        telemetry: true,
        settings: {
          theme: 'hush',
          callLimit: 99,
          mediaKeys: { value: true, as: 'hush' },
          microphones: [],
          opus: { bitrate: 5 },
          zoom: 1.5,
        },
      },
      'typed',
    );
    expect(part).toMatchObject({ values: {}, links: { sip: 'ask' }, updates: {} });
    expect(part.settings).toEqual({ zoom: { value: 1.5, as: 'locked' } });
    expect(new Set(part.problems)).toEqual(
      new Set([
        'domain: not a host with an optional port',
        'practice: not boolean',
        'links.fax: not known',
        'links.tel: not ("off" | "ask" | "dial")',
        'premiumPrefixes.1: not digits, with + before them or not',
        'updates.server: not an https:// address',
        'updates.pinned: not a version such as 1.2.3',
        'crashServer: not an https:// address',
        'telemetry: not known',
        'settings.microphones: not known',
        'settings.theme: not ("system" | "light" | "dark")',
        'settings.callLimit: not <=8',
        'settings.mediaKeys.as: not one of user, locked, hidden',
        'settings.opus.bitrate: not >=6',
      ]),
    );
    expect(part.problems.join()).not.toContain('hush');
  });

  it.each([null, 7, 'text', [], [{}]])('takes nothing from %j', (given) => {
    expect(readPart(given, 'typed')).toEqual({ ...nothing, problems: ['not an object with members'] });
  });

  it('needs members where there are some', () => {
    const { problems, ...rest } = readPart({ links: 'ask', settings: [], updates: null }, 'typed');
    expect({ ...rest, problems: [] }).toEqual(nothing);
    expect(problems).toHaveLength(3);
  });
});

describe('readPart of a registry', () => {
  it('reads names as paths, in any letter case, and numbers and texts as what is wanted', () => {
    const part = readPart(
      {
        Domain: 'phone.example.com',
        Practice: 0,
        ownSystem: 'false',
        'Links.Tel': 'dial',
        'links.sip': 'off',
        PremiumPrefixes: '0900',
        'Updates.Enabled': 1,
        'Settings.theme': 'dark',
        'settings.Theme.as': 'hidden',
        'settings.zoom.as': 'user',
        'settings.zoom': '1.25',
        'settings.callLimit': '2',
        'settings.mediaKeys.value': 0,
        'settings.mediaKeys.as': 'user',
        'settings.opus.bitrate': 24,
        'settings.opus.dtx': 1,
        'settings.opus.as': 'locked',
        'settings.codecOrder': ['opus', 'PCMA'],
      },
      'flat',
    );
    expect(part.problems).toEqual([]);
    expect(part).toMatchObject({
      values: { domain: 'phone.example.com', practice: false, ownSystem: false, premiumPrefixes: ['0900'] },
      links: { tel: 'dial', sip: 'off' },
      updates: { enabled: true },
    });
    expect(part.settings).toEqual({
      theme: { value: 'dark', as: 'hidden' },
      zoom: { value: 1.25, as: 'user' },
      callLimit: { value: 2, as: 'locked' },
      mediaKeys: { value: false, as: 'user' },
      opus: { value: { bitrate: 24, fec: true, dtx: true, packetTime: 20 }, as: 'locked' },
      codecOrder: { value: ['opus', 'PCMA'], as: 'locked' },
    });
  });

  it('reads nested ones as well, as a property list has them', () => {
    const part = readPart({ links: { tel: 'dial' }, settings: { theme: { value: 'dark', as: 'user' } } }, 'flat');
    expect(part).toMatchObject({ links: { tel: 'dial' }, settings: { theme: { value: 'dark', as: 'user' } } });
  });

  it('touches nothing but its own with names that mean something to the language', () => {
    const part = readPart({ '__proto__.polluted': 'x', 'constructor.prototype.polluted': 'x', a: 1 }, 'flat');
    expect(part.good).toEqual([]);
    expect(part.problems).toHaveLength(3);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
