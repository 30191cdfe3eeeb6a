import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { fakeLog } from './fakes/log';
import { noPolicies } from './policies';
import { bundleId, joined, readPolicies } from './policy';
import { readPart } from './policy-values';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-policy-'));
  path = join(folder, 'policy.json');
  vi.stubEnv('SIDETONE_TEST_POLICY', path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function read(packaged = false) {
  const log = fakeLog();
  const { policies, tell } = await readPolicies(packaged);
  tell(log);
  return { policies, lines: log.lines };
}

describe('readPolicies', () => {
  it('gives the domain, and the user for the form, as the first versions had it', async () => {
    writeFileSync(path, '\uFEFF{"domain":"Phone.example.com","user":"1001"}');
    const { policies, lines } = await read();
    expect(policies).toEqual({
      ...noPolicies,
      operator: { domain: 'phone.example.com', user: '1001', from: 'policy' },
    });
    expect(lines).toEqual([
      `info policy ${path} decides domain, user`,
      'info policy the operator is phone.example.com',
    ]);
  });

  it('is silent where there is none', async () => {
    expect(await read()).toEqual({ policies: noPolicies, lines: [] });
  });

  it.each(['', '{', '"text"', '{"domain":""}', '{"domain":"a/b"}', '{"domain":7}'])(
    'says that it cannot use %j',
    async (text) => {
      writeFileSync(path, text);
      const { policies, lines } = await read();
      expect(policies).toEqual(noPolicies);
      expect(lines).toEqual([expect.stringMatching(/^error policy /)]);
    },
  );

  it('quotes nothing of a file that is no JSON', async () => {
    writeFileSync(path, '{"user": hush}');
    expect((await read()).lines).toEqual([`error policy ${path} cannot be used: no JSON`]);
  });

  it('says that it cannot be read', async () => {
    mkdirSync(path);
    expect((await read()).lines).toEqual([`error policy ${path} cannot be used: EISDIR`]);
  });

  it('looks nowhere else once it is installed', async () => {
    writeFileSync(path, '{"domain":"phone.example.com"}');
    expect((await read(true)).lines.join()).not.toContain('phone.example.com');
  });
});

it('of each key the strongest source counts that says something usable', () => {
  const machine = readPart({ practice: false, 'links.tel': 'nonsense', 'settings.theme': 'dark' }, 'flat');
  const file = readPart(
    { practice: true, user: '1001', domain: 'a.example', links: { tel: 'dial', sip: 'off' }, settings: { zoom: 2 } },
    'typed',
  );
  const user = readPart({ domain: 'b.example', 'settings.theme': 'light' }, 'flat');
  expect(joined([machine, user, file])).toEqual({
    ...noPolicies,
    operator: { domain: 'b.example', user: '1001', from: 'policy' },
    practice: false,
    links: { tel: 'dial', sip: 'off', sips: 'ask', callto: 'ask' },
    settings: { theme: { value: 'dark', as: 'locked' }, zoom: { value: 2, as: 'locked' } },
  });
});

it('the bundle is named as it is built', () => {
  const builder = parse(readFileSync('electron-builder.yml', 'utf8')) as { appId: string };
  expect(bundleId).toBe(builder.appId);
});
