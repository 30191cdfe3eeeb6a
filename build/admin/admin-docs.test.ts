// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { managedSettings } from '../../main/policy-schema';
import { readPart } from '../../main/policy-values';
import { presentFile, wantedFiles } from './admin-docs';
import { policyKeys } from './keys';

const wanted = wantedFiles();

it.each(Object.keys(wanted))('%s is as the schema has it: else `npm run admin-docs`', (name) => {
  expect(presentFile(name)).toBe(wanted[name]);
});

it('the example says nothing that the program does not read', () => {
  const part = readPart(JSON.parse(presentFile('admin/policy.json')), 'typed');
  expect(part.problems).toEqual([]);
  expect(part.settings.opus).toMatchObject({ value: { bitrate: 24 }, as: 'hidden' });
});

const parsed = (name: string): Document => {
  // The parser of the tests lets these pass.
  expect(presentFile(name)).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/);
  const document = new DOMParser().parseFromString(presentFile(name), 'application/xml');
  expect(document.querySelector('parsererror')?.textContent).toBeUndefined();
  return document;
};

it.each(['admin/Sidetone.admx', 'admin/en-US/Sidetone.adml', 'admin/sidetone.mobileconfig'])(
  '%s is well-formed',
  (name) => {
    expect(parsed(name).documentElement.childElementCount).toBeGreaterThan(0);
  },
);

it('whatever the template names is in its resources, once', () => {
  const resources = presentFile('admin/en-US/Sidetone.adml');
  const template = presentFile('admin/Sidetone.admx');
  const ids = (what: string) => [...resources.matchAll(new RegExp(`<${what} id="([^"]+)"`, 'g'))].map(([, id]) => id);
  const named = (what: string) =>
    [...template.matchAll(new RegExp(`\\$\\(${what}\\.([^)]+)\\)`, 'g'))].map(([, id]) => id);
  for (const what of ['string', 'presentation']) {
    expect(new Set(ids(what)).size).toBe(ids(what).length);
    expect(new Set(named(what))).toEqual(new Set(ids(what)));
  }
  const elements = [...template.matchAll(/<(?:enum|decimal|text|multiText) id="([^"]+)"/g)].map(([, id]) => id);
  const controls = [...resources.matchAll(/refId="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(controls)).toEqual(new Set(elements));
});

it('what the template writes into the registry is what the program reads there', () => {
  const names = [...presentFile('admin/Sidetone.admx').matchAll(/valueName="([^"]+)"/g)].map(([, name = '']) => name);
  const keys = policyKeys();
  for (const key of keys) if (key.kind !== 'group') expect(names).toContain(key.path);
  const flat = Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      const way: [string, unknown][] = key.managed ? [[`${key.path}.as`, 'hidden']] : [];
      if (key.kind === 'group') return way;
      if (key.path === 'domain') return [[key.path, 'phone.example.com']];
      const { usual } = key;
      return [[key.path, typeof usual === 'boolean' ? Number(usual) : usual === 1 ? '1' : usual], ...way];
    }),
  );
  expect(new Set(Object.keys(flat))).toEqual(new Set(names));
  expect(readPart(flat, 'flat').problems).toEqual([]);
});

it('whatever can be locked is locked where it can be seen', () => {
  const folder = 'renderer/ui/settings';
  const pages = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  const wrapped = new Set(pages.flatMap((text) => [...text.matchAll(/<Setting of="(\w+)"/g)].map(([, name]) => name)));
  // The list of codecs is wrapped for two of them at once; the patterns have no control.
  const others = ['codecOrder', 'codecDelete', 'codecPriority'];
  expect([...wrapped, ...others].toSorted()).toEqual(managedSettings.toSorted());
});
