import { describe, expect, it } from 'vitest';
import { billOfMaterials, licenceText, licences } from './bill.mjs';
import { packageOf } from './bundled.mjs';

describe('the package of a module', () => {
  it.each([
    ['/work/node_modules/ws/lib/sender.js', 'node_modules/ws'],
    ['\0/work/node_modules/@mdi/js/mdi.js?commonjs-module', 'node_modules/@mdi/js'],
    ['/work/node_modules/a/node_modules/@b/c/index.js', 'node_modules/a/node_modules/@b/c'],
    ['/work/node_modules/a/src/node_modules/lib/index.js', 'node_modules/a'],
    ['../node_modules/@fontsource/x/files/x.woff2', 'node_modules/@fontsource/x'],
    ['C:\\work\\node_modules\\idb\\build\\index.js', 'node_modules/idb'],
    ['/work/renderer/main.ts', null],
  ])('%j is %j', (id, found) => {
    expect(packageOf(id)).toBe(found);
  });
});

describe('the bill of materials', () => {
  const lock = {
    'node_modules/a': { version: '1.2.3', license: 'MIT', integrity: 'sha512-AAEC' },
    'node_modules/keytar': { name: '@github/keytar', version: '7.10.6', license: '(MIT OR Apache-2.0)' },
  };
  const runtime = { electron: '45.0.0', chrome: '150.0.1.2', node: '24.1.0', v8: '15.0' };
  const bill = billOfMaterials({ version: '1.0.0', packages: Object.keys(lock), lock, runtime });

  it('is CycloneDX, of our version', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    expect(bill.metadata.component).toMatchObject({ type: 'application', name: 'sidetone', version: '1.0.0' });
  });

  it('names the runtime and each package, so that scanners find them', () => {
    expect(bill.components.map(({ purl }) => purl)).toEqual([
      'pkg:npm/electron@45.0.0',
      'pkg:generic/chromium@150.0.1.2',
      'pkg:generic/node@24.1.0',
      'pkg:generic/v8@15.0',
      'pkg:npm/a@1.2.3',
      'pkg:npm/%40github/keytar@7.10.6',
    ]);
    expect(bill.components[4]).toMatchObject({
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: '000102' }],
    });
    expect(bill.components[5]).toMatchObject({ licenses: [{ expression: 'MIT OR Apache-2.0' }] });
    expect(bill.dependencies[0]?.dependsOn).toHaveLength(bill.components.length);
  });

  it('refuses what package-lock.json does not know', () => {
    const packages = ['node_modules/unknown'];
    expect(() => billOfMaterials({ version: '1', packages, lock, runtime })).toThrow(/package-lock/);
  });
});

describe('the licences', () => {
  it('are those that the packages carry', () => {
    expect(licenceText('node_modules/ws')).toContain('Einar Otto Stangvik');
  });
  it('are written out where a package only names its own', () => {
    expect(licenceText('node_modules/werift')).toMatch(/^MIT License[\s\S]*Copyright \(c\) \S/);
    expect(licenceText('node_modules/@iconify-json/mdi')).toContain('Apache License');
  });
  it('begin with ours and name each package', () => {
    const text = licences(['node_modules/ws'], { 'node_modules/ws': { version: '8.0.0', license: 'MIT' } });
    expect(text).toMatch(/Sidetone: MIT[\s\S]*ws 8\.0\.0: MIT/);
  });
});
