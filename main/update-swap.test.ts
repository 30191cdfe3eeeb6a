import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dropPrevious, putBack, swapIn } from './update-swap';

let folder: string;
let program: string;
let fetched: string;
const sum = (text: string) => createHash('sha512').update(text).digest('base64');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-swap-'));
  mkdirSync(join(folder, 'programs'));
  program = join(folder, 'programs', 'Sidetone.AppImage');
  fetched = join(folder, 'fetched');
  writeFileSync(program, 'old', { mode: 0o755 });
  writeFileSync(fetched, 'new', { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('puts the new one in the place of the old one, which stays beside it', () => {
  swapIn(program, fetched, [sum('new')]);
  expect(readFileSync(program, 'utf8')).toBe('new');
  expect(statSync(program).mode & 0o777).toBe(0o755);
  expect(readFileSync(`${program}.previous`, 'utf8')).toBe('old');
  expect(readdirSync(join(folder, 'programs'))).toHaveLength(2);
});

it('takes no file that has changed since it was fetched', () => {
  writeFileSync(fetched, 'nev');
  expect(() => swapIn(program, fetched, [sum('new')])).toThrow('not the one');
  expect(readFileSync(program, 'utf8')).toBe('old');
  expect(readdirSync(join(folder, 'programs'))).toEqual(['Sidetone.AppImage']);
});

it('takes the old one back', () => {
  swapIn(program, fetched, [sum('new')]);
  expect(putBack(program)).toBe(true);
  expect(readFileSync(program, 'utf8')).toBe('old');
  expect(existsSync(`${program}.previous`)).toBe(false);
  expect(putBack(program)).toBe(false);
});

it('keeps one previous version, of the last time', () => {
  swapIn(program, fetched, [sum('new')]);
  writeFileSync(fetched, 'newer');
  swapIn(program, fetched, [sum('newer')]);
  expect(readFileSync(`${program}.previous`, 'utf8')).toBe('new');
  dropPrevious(program);
  expect(readdirSync(join(folder, 'programs'))).toEqual(['Sidetone.AppImage']);
});

it('clears up what a power cut left, and what fails', () => {
  writeFileSync(`${program}.new`, 'half');
  swapIn(program, fetched, [sum('new')]);
  expect(existsSync(`${program}.new`)).toBe(false);
  chmodSync(program, 0o755);
  expect(() => swapIn(program, join(folder, 'nothing'), [])).toThrow('ENOENT');
  expect(readFileSync(program, 'utf8')).toBe('new');
});
