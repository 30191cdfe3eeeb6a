/** docs/security.md says which test proves what: they have to be there, and so have all points of Electron's list. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');
const doc = read('docs/security.md');
const named = [...doc.matchAll(/`([\w./-]+\.(?:spec|test)\.ts)(?: › ([^`]+))?`/gu)].map(
  ([, file = '', title = '']) => [file, title] as const,
);
/** A title may be written with any quotes. */
const plain = (text: string): string => text.replace(/\\(['"`])/g, '$1').replaceAll('’', "'");

it.each(named)('%s › %s', (file, title) => {
  expect(existsSync(resolve(root, file)), file).toBe(true);
  expect(plain(read(file))).toContain(plain(title));
});

describe("Electron's checklist", () => {
  const rows = [...doc.matchAll(/^\| (\d+) \|(.*)\|$/gmu)];

  it('is there with all its points, each with a test', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    const unproven = rows.filter(([, , rest = '']) => !/\.(?:spec|test)\.ts/u.test(rest.split('|').at(-1) ?? ''));
    expect(unproven).toEqual([]);
  });

  it('sets nothing that the checklist warns of', () => {
    const sources = ['main', 'preload', 'renderer'].flatMap((folder) =>
      readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:ts|svelte|html)$/u.test(name) && !name.endsWith('.test.ts'))
        .map((name) => [`${folder}/${name}`, read(`${folder}/${name}`)] as const),
    );
    const warned =
      /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|allowpopups|<webview|webSecurity: false|nodeIntegration: true|sandbox: false|contextIsolation: false|no-sandbox|ignore-certificate-errors|disable-web-security/iu;
    expect(sources.filter(([, text]) => warned.test(text)).map(([file]) => file)).toEqual([]);
  });
});
