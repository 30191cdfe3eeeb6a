import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { t } from './messages';

const folder = resolve(import.meta.dirname, 'en');
const sets = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as Record<string, string>,
);
const all = Object.assign({}, ...sets) as Record<string, string>;

it.each(Object.entries(all))('%s is a message', (_key, text) => {
  expect(() => new IntlMessageFormat(text, 'en')).not.toThrow();
  expect(text).not.toMatch(/'|"|\.\.\.|^\s|\s$/u);
});

it('has no key in two files', () => {
  const keys = sets.flatMap((file) => Object.keys(file));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

it('chooses the plural', () => {
  expect(t('history.missed-count', { count: 1 })).toBe('1 missed call');
  expect(t('history.missed-count', { count: 3 })).toBe('3 missed calls');
});

it('takes a value as text, whatever it looks like', () => {
  expect(t('dial.again', { name: '<b>{name}</b>' })).toBe('Call again: <b>{name}</b>');
});

it('has no message that nobody uses', () => {
  const root = resolve(import.meta.dirname, '../..');
  const files = ['renderer', 'main'].flatMap((folder) =>
    readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|svelte)$/u.test(name) && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(resolve(root, folder, name), 'utf8')),
  );
  const source = files.join('\n');
  const named = new Set([...source.matchAll(/'([a-z][\w.-]*)'/gu)].map(([, key = '']) => key));
  // `end.${kind}` and the like stand for every key that fits.
  const templates = new Set([...source.matchAll(/`([a-z-]+\.[^`\s]*\$\{[^`]*)`/gu)].map(([, text = '']) => text));
  const patterns = [...templates].map(
    (text) =>
      new RegExp(`^${text.replace(/[.]/gu, '\\.').replace(/\$\{[^}]*\}(?:\)\})?/gu, '[^.]+(?:\\.[^.]+)?')}$`, 'u'),
  );
  const unused = Object.keys(all).filter((key) => !named.has(key) && !patterns.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});
