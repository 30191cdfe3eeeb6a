import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeLog } from './fakes/log';
import { readPolicy } from './policy';

const electron = vi.hoisted(() => ({ isPackaged: false }));
vi.mock('electron', () => ({ app: electron }));

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-policy-'));
  path = join(folder, 'policy.json');
  vi.stubEnv('SIDETONE_TEST_POLICY', path);
  electron.isPackaged = false;
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('readPolicy', () => {
  it('gives the domain, and the user for the form', () => {
    writeFileSync(path, '{"domain":"Phone.example.com","user":"1001","more":true}');
    expect(readPolicy(fakeLog())).toEqual({ domain: 'phone.example.com', user: '1001', from: 'policy' });
  });

  it('is silent where there is none', () => {
    const log = fakeLog();
    expect(readPolicy(log)).toBeNull();
    expect(log.lines).toEqual([]);
  });

  it.each(['', '{', '{}', '{"domain":""}', '{"domain":"a/b"}', '{"domain":7}'])(
    'says that it cannot use %j',
    (text) => {
      writeFileSync(path, text);
      const log = fakeLog();
      expect(readPolicy(log)).toBeNull();
      expect(log.lines).toHaveLength(1);
    },
  );

  it('looks nowhere else once it is installed', () => {
    writeFileSync(path, '{"domain":"phone.example.com"}');
    electron.isPackaged = true;
    const log = fakeLog();
    readPolicy(log);
    expect(log.lines.join()).not.toContain('phone.example.com');
  });
});
