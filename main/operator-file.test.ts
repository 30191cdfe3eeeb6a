import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from './failure';
import { fakeLog } from './fakes/log';
import { emptyOperator, openOperatorFile } from './operator-file';

let folder: string;
let log: ReturnType<typeof fakeLog>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-operator-'));
  log = fakeLog();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'operator.json');
const now = () => new Date('2026-01-02T03:04:05.678Z');
const open = () => openOperatorFile(folder, log, now);
const origin = 'https://phone.example.com';
const kept = { ...emptyOperator(origin), tokensInKeyring: true };

describe('openOperatorFile', () => {
  it('begins with nothing and without a complaint', async () => {
    expect(await open().read()).toBeNull();
    expect(await open().setAside()).toBeNull();
    expect(log.lines).toEqual([]);
  });

  it('keeps what it is given across a restart, and forgets it', async () => {
    const file = open();
    await file.change(() => emptyOperator(origin));
    await file.change((was) => was && { ...was, operator: { ...was.operator, prov: '{"brandName":"Ö"}' } });
    expect(await open().read()).toEqual({
      operator: { origin, user: '', branding: '', prov: '{"brandName":"Ö"}' },
      tokensInKeyring: false,
    });
    await open().change(() => null);
    expect(await open().read()).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes one change after the other', async () => {
    const file = open();
    void file.change(() => emptyOperator(origin));
    const users = ['a', 'b', 'c'];
    await Promise.all(
      users.map((user) =>
        file.change((was) => was && { ...was, operator: { ...was.operator, user: `${was.operator.user}${user}` } }),
      ),
    );
    expect((await open().read())?.operator.user).toBe('abc');
  });

  it('clears what a power cut has left', async () => {
    writeFileSync(`${path()}.0f.tmp`, '{"ver');
    await open().read();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('changes nothing when it cannot be written', async () => {
    const file = open();
    await file.change(() => kept);
    rmSync(path());
    mkdirSync(path());
    await expect(file.change(() => emptyOperator('https://other.example'))).rejects.toBeInstanceOf(Failure);
    expect(await file.read()).toEqual(kept);
  });

  it.each([
    ['cut off', '{"version":1,"operator":{"orig'],
    ['no JSON', 'x'],
    ['a list', '[]'],
    ['a newer version', JSON.stringify({ version: 2, ...kept })],
    ['no operator', '{"version":1}'],
    ['an origin with a path', JSON.stringify({ version: 1, operator: { ...kept.operator, origin: `${origin}/x` } })],
    [
      'an origin without TLS',
      JSON.stringify({ version: 1, operator: { ...kept.operator, origin: 'http://x.example' } }),
    ],
    ['a file as an origin', JSON.stringify({ version: 1, operator: { ...kept.operator, origin: 'file:///etc' } })],
    ['a number for a text', JSON.stringify({ version: 1, operator: { ...kept.operator, prov: 7 } })],
  ])('keeps a damaged file aside: %s', async (_what, text) => {
    writeFileSync(path(), text);
    const file = open();
    expect(await file.read()).toBeNull();
    const aside = await file.setAside();
    expect(aside).toBe(join(folder, 'operator.broken-2026-01-02T03-04-05-678Z.json'));
    expect(readFileSync(aside ?? '', 'utf8')).toBe(text);
    expect(log.lines).toHaveLength(1);
    await file.change(() => kept);
    expect(await open().read()).toEqual(kept);
  });

  it('practises without touching the file, and gives the other back', async () => {
    const file = open();
    await file.change(() => kept);
    const practice = emptyOperator('http://127.0.0.1:8080');
    file.practise(practice);
    await file.change((was) => was && { ...was, operator: { ...was.operator, user: '1001' } });
    expect((await file.read())?.operator).toMatchObject({ origin: 'http://127.0.0.1:8080', user: '1001' });
    expect(await open().read()).toEqual(kept);
    await file.change(() => null);
    expect(file.isPractising).toBe(false);
    expect(await file.read()).toEqual(kept);
  });
});
