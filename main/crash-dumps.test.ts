import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { crashDumps, mayReceive, startCrashReporter, thinCrashDumps } from './crash-dumps';
import { fakeLog } from './fakes/log';

const start = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ app: {}, crashReporter: { start } }));

const DAY = 24 * 3600_000;
const now = Date.UTC(2026, 5, 1);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-dumps-'));
  mkdirSync(join(folder, 'completed'));
  start.mockReset();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function dump(name: string, daysAgo: number): void {
  for (const type of ['dmp', 'meta']) {
    const path = join(folder, 'completed', `${name}.${type}`);
    writeFileSync(path, 'x');
    utimesSync(path, new Date(now - daysAgo * DAY), new Date(now - daysAgo * DAY));
  }
}

describe('mayReceive', () => {
  it.each(['https://crash.example.com/report', 'http://127.0.0.1:8080/', 'http://localhost/x'])('%s', (server) => {
    expect(mayReceive(server)).toBe(true);
  });

  it.each(['http://crash.example.com/', 'https://user:pw@crash.example.com/', 'ftp://crash.example.com/', 'crash', ''])(
    'not %s',
    (server) => expect(mayReceive(server)).toBe(false),
  );
});

describe('startCrashReporter', () => {
  it('sends nothing where no server is named', () => {
    startCrashReporter('', fakeLog());
    expect(start).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ uploadToServer: false, submitURL: '' }));
  });

  it('sends to the server that a policy names', () => {
    startCrashReporter('https://crash.example.com/report', fakeLog());
    expect(start).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ uploadToServer: true, submitURL: 'https://crash.example.com/report' }),
    );
  });

  it('sends nothing to a server that anybody on the way could read along with', () => {
    const log = fakeLog();
    startCrashReporter('http://crash.example.com/report', log);
    expect(start).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ uploadToServer: false, submitURL: '' }));
    expect(log.lines).toEqual([expect.stringContaining('error crash')]);
  });
});

describe('the dumps', () => {
  it('are listed newest first, from wherever Crashpad keeps them', async () => {
    dump('b', 2);
    dump('a', 1);
    expect((await crashDumps(folder)).map(({ name }) => name)).toEqual(['a.dmp', 'b.dmp']);
    expect(await crashDumps(join(folder, 'nowhere'))).toEqual([]);
  });

  it('are ten at most, and go after thirty days with what is known of them', async () => {
    for (let n = 0; n < 12; n++) dump(`n${String(n).padStart(2, '0')}`, n);
    await thinCrashDumps(fakeLog(), folder, now);
    expect(readdirSync(join(folder, 'completed'))).toHaveLength(20);
    expect((await crashDumps(folder)).at(-1)?.name).toBe('n09.dmp');
    await thinCrashDumps(fakeLog(), folder, now + 25 * DAY);
    expect((await crashDumps(folder)).map(({ name }) => name)).toEqual(
      ['n00', 'n01', 'n02', 'n03', 'n04', 'n05'].map((name) => `${name}.dmp`),
    );
  });
});
