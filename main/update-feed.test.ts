import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findFeed } from './update-feed';

let folder: string;
let packaged: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-feed-'));
  packaged = join(folder, 'packaged.yml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const generic = (url: string) => ({ provider: 'generic', url, useMultipleRangeRequest: false });

it('is none where nobody has named a server', () => {
  expect(findFeed(packaged, '', folder)).toBeNull();
  writeFileSync(packaged, 'updaterCacheDirName: sidetone-updater\n');
  expect(findFeed(packaged, '', folder)).toBeNull();
  writeFileSync(packaged, 'provider: generic\nurl: https://updates.sidetone.invalid/\n');
  expect(findFeed(packaged, '', folder)).toBeNull();
});

it("is the package's own server", () => {
  writeFileSync(packaged, "provider: generic\nurl: 'https://updates.example.com/sidetone'\n");
  const feed = findFeed(packaged, '', folder);
  expect(feed?.of('')).toEqual(generic('https://updates.example.com/sidetone'));
  expect(feed?.of('1.0.0')).toEqual(generic('https://updates.example.com/sidetone'));
  expect(feed?.config).toBe(packaged);
});

it("is the policy's server before the package's, whose publisher still counts", () => {
  writeFileSync(packaged, 'provider: github\nowner: o\nrepo: r\npublisherName:\n  - Example GmbH\n');
  const feed = findFeed(packaged, 'https://mirror.example.com', folder);
  expect(feed?.of('')).toEqual(generic('https://mirror.example.com'));
  expect(feed?.config).toBe(packaged);
});

it("is the policy's server for a package that names none", () => {
  const feed = findFeed(packaged, 'https://mirror.example.com', folder);
  expect(feed?.of('')).toEqual(generic('https://mirror.example.com'));
  expect(readFileSync(feed?.config ?? '', 'utf8')).toContain('updaterCacheDirName');
});

it('is GitHub, where a pinned version has a folder of its own', () => {
  writeFileSync(packaged, 'provider: github\nowner: example\nrepo: sidetone\n');
  const feed = findFeed(packaged, '', folder);
  expect(feed?.of('')).toEqual({ provider: 'github', owner: 'example', repo: 'sidetone' });
  expect(feed?.of('1.0.3')).toEqual(generic('https://github.com/example/sidetone/releases/download/v1.0.3/'));
  expect(feed?.isPinnedByFolder).toBe(true);
});
