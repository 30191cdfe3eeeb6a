import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { publish, stage } from './publish.mjs';

let folder: string;
let dist: string;
let site: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-publish-'));
  dist = join(folder, 'dist');
  site = join(folder, 'site');
  mkdirSync(dist);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build(version: string, channel = 'latest') {
  rmSync(dist, { recursive: true });
  mkdirSync(dist);
  const name = `Sidetone-${version}.AppImage`;
  writeFileSync(join(dist, name), version);
  writeFileSync(join(dist, `${channel}-linux.yml`), `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: x\n`);
}
const info = (name: string) =>
  parse(readFileSync(join(site, name), 'utf8')) as { version: string; stagingPercentage?: number };

it('puts files and channel files where phones find them, and the version under its own number', () => {
  build('1.0.0');
  publish(dist, site, 10);
  expect(readdirSync(site).sort()).toEqual([
    '1.0.0-linux.yml',
    'Sidetone-1.0.0.AppImage',
    'beta-linux.yml',
    'latest-linux.yml',
  ]);
  expect(info('latest-linux.yml')).toMatchObject({ version: '1.0.0', stagingPercentage: 10 });
  expect(info('1.0.0-linux.yml').stagingPercentage).toBeUndefined();
});

it('keeps testers ahead, and takes them along when a release overtakes them', () => {
  build('1.1.0-beta.1', 'beta');
  publish(dist, site, 100);
  build('1.0.9');
  // As electron-builder does with generateUpdatesFilesForAllChannels.
  copyFileSync(join(dist, 'latest-linux.yml'), join(dist, 'beta-linux.yml'));
  publish(dist, site, 100);
  expect([info('beta-linux.yml').version, info('latest-linux.yml').version]).toEqual(['1.1.0-beta.1', '1.0.9']);
  build('1.1.0');
  publish(dist, site, 100);
  expect(info('beta-linux.yml').version).toBe('1.1.0');
  expect(info('1.0.9-linux.yml').version).toBe('1.0.9');
});

it('lets more phones have it, and stops', () => {
  build('1.0.0');
  publish(dist, site, 10);
  stage(site, 'latest', 50);
  expect(info('latest-linux.yml').stagingPercentage).toBe(50);
  stage(site, 'latest', 100);
  expect(info('latest-linux.yml').stagingPercentage).toBeUndefined();
  expect(info('beta-linux.yml').stagingPercentage).toBe(10);
});

it('copies nothing from elsewhere, and says when there is nothing', () => {
  expect(() => publish(dist, site, 100)).toThrow('publish configuration');
  writeFileSync(join(dist, 'latest.yml'), 'version: 1.0.0\nfiles:\n  - url: ../../etc/passwd\n');
  expect(() => publish(dist, site, 100)).toThrow('not a file beside');
});
