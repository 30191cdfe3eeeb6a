/** What is said of privacy, and the support bundle before it is saved. */
import type { SupportFile } from '../../preload/contract';
import type { Scene } from './scenes';

const line = '2025-10-08T11:04:17.000Z DEBUG [sip] sent ⏎ INVITE sip:party-1@pbx.example.com SIP/2.0 ⏎ ';

export const stillSupport: readonly SupportFile[] = [
  { name: 'facts.txt', text: 'program: Sidetone 1.0.0\nsystem: linux 12 (6.1.0), x64\nline: ready\n' },
  { name: 'settings.json', text: '{\n  "settings": {\n    "theme": "dark"\n  }\n}\n' },
  { name: 'policies.json', text: '{\n  "practice": true\n}\n' },
  { name: 'connection-check.txt', text: 'not made since the phone was started\n' },
  { name: 'crash-dumps.txt', text: 'none\n' },
  { name: 'logs/sidetone.log', text: `${line.repeat(3)}\n`.repeat(400) },
  { name: 'logs/sidetone.log.1', text: `${line}\n`.repeat(20_000) },
];

const bundle = { hash: '#settings/privacy', dialog: true } as const;

export const privacyScenes: Readonly<Record<string, Scene>> = {
  'settings-privacy': { hash: '#settings/privacy' },
  'settings-privacy-crash-server': {
    hash: '#settings/privacy',
    crashServer: 'https://crashes.example.com/report',
  },
  'settings-support-bundle': { ...bundle, press: ['Make a support bundle'] },
  'settings-support-bundle-failed': { ...bundle, press: ['Make a support bundle', 'Save as'] },
};
