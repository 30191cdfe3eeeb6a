import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AccountSchema } from '../preload/contract';
import { defaultSettings } from '../preload/settings';
import { noPolicies } from './policies';
import { supportFiles, type SupportSources } from './support-files';

const account = v.parse(AccountSchema, {
  id: 'a',
  servers: ['wss://pbx.test/ws?access=geheim1', 'wss://lena:geheim2@pbx.test/ws'],
  user: '1003',
  authUser: 'geheim-auth',
  domain: 'pbx.test',
  displayName: 'Lena Hartmann',
  expires: 300,
  iceServers: [{ urls: 'turn:turn.test:3478?transport=udp', username: 'geheim3', credential: 'geheim4' }],
  practice: false,
  forwarding: { always: '', busy: '+4912345678', noAnswer: '', noAnswerSeconds: 20 },
  monitored: [{ number: '2002', name: 'Ada Lovelace', event: 'dialog' }],
});

const sources: SupportSources = {
  facts: [
    ['program', 'Sidetone 1.0'],
    ['graphics', { webgl: 'off' }],
  ],
  settings: { ...defaultSettings, theme: 'dark' },
  accounts: [account],
  policies: { ...noPolicies, updates: { ...noPolicies.updates, server: 'https://lena:geheim5@updates.test/' } },
  check: 'Failed · Sign in · 1003@pbx.test\nAuthorization: Digest geheim8',
  dumps: [{ path: '/x/a.dmp', name: 'a.dmp', bytes: 12, at: 0 }],
  logs: [
    {
      name: 'sidetone.log',
      text: 'From: "Ada Lovelace" <sip:2002@pbx.test> ⏎ To: <sip:1003@pbx.test> ⏎ Authorization: Digest geheim6\nat /home/lena/x: password=geheim7\n',
    },
  ],
  home: '/home/lena',
};

function textOf(name: string): string {
  return supportFiles(sources).find((file) => file.name === name)?.text ?? '';
}

describe('supportFiles', () => {
  it('are these, in this order', () => {
    expect(supportFiles(sources).map(({ name }) => name)).toEqual([
      'facts.txt',
      'settings.json',
      'policies.json',
      'connection-check.txt',
      'crash-dumps.txt',
      'logs/sidetone.log',
    ]);
  });

  it('hold no secret, no other person and not the name of the user’s folder', () => {
    const all = JSON.stringify(supportFiles(sources));
    expect(all).not.toMatch(/geheim|Ada|Lovelace|Hartmann|2002|12345678|\/home\/lena/);
  });

  it('say what helps', () => {
    expect(textOf('facts.txt')).toBe('program: Sidetone 1.0\ngraphics: {"webgl":"off"}\n');
    expect(JSON.parse(textOf('settings.json'))).toMatchObject({
      settings: { theme: 'dark' },
      accounts: [
        {
          user: '1003',
          domain: 'pbx.test',
          servers: ['wss://pbx.test/ws?…', 'wss://lena:•••@pbx.test/ws'],
          iceServers: ['turn:turn.test:3478?…'],
          forwards: ['busy'],
          monitored: 1,
        },
      ],
    });
    expect(JSON.parse(textOf('policies.json'))).toMatchObject({ practice: true });
    expect(textOf('connection-check.txt')).toMatch(/^Failed · Sign in/);
    expect(textOf('crash-dumps.txt')).toBe('a.dmp, 12 bytes, 1970-01-01T00:00:00.000Z\n');
    expect(textOf('logs/sidetone.log')).toContain('To: <sip:1003@pbx.test>');
    expect(textOf('logs/sidetone.log')).toContain('at ~/x: password=•••');
  });

  it('say so where there are no dumps, and no check was made', () => {
    const files = supportFiles({ ...sources, dumps: [], check: '' });
    const of = (name: string) => files.find((file) => file.name === name)?.text;
    expect(of('crash-dumps.txt')).toBe('none\n');
    expect(of('connection-check.txt')).toBe('not made since the phone was started\n');
  });
});
