/**
 * Where an administrator's policies come from, for all users of this computer: Group Policy (Windows), managed preferences
 * (macOS), and `policy.json` on every system. Key by key, the first of them that says something usable counts.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { errorCode } from './failure';
import type { Log, LogLevel } from './log';
import { noPolicies, type Policies } from './policies';
import { isAdministrators, ownerQuery } from './policy-owner';
import { parseRegistry, policyKey, registryQuery } from './policy-registry';
import { readPart, type PolicyPart } from './policy-values';

/** Another `policy.json` for the tests, and nothing beside it; never read by a packaged program. */
const TEST_POLICY = 'SIDETONE_TEST_POLICY';
/** As in electron-builder.yml. */
export const bundleId = 'invalid.sidetone.Sidetone';
/** One that hangs shall not keep a phone from ringing. */
const LIMIT_MS = 3_000;
/** PowerShell takes its time while everything else of a logon starts. */
const SLOW_LIMIT_MS = 10_000;
const MAX_TEXT = 1_000_000;

export interface ReadPolicies {
  policies: Policies;
  /** What there is to say of them, once there is a log. */
  tell(log: Log): void;
}

interface Source {
  name: string;
  /** null: nothing is set there. Rejects when it cannot be read. */
  read(): Promise<{ given: unknown; problems?: readonly string[] } | null>;
  kind: 'typed' | 'flat';
}

/**
 * Begun before the program is ready, so that the system's programs that Windows and macOS need for it run while Chromium
 * starts. Never rejects: what cannot be read manages nothing, and the log says why.
 */
export async function readPolicies(packaged: boolean): Promise<ReadPolicies> {
  const notes: [LogLevel, string][] = [];
  const parts = await Promise.all(
    sources(packaged).map(async ({ name, read, kind }): Promise<PolicyPart | null> => {
      try {
        const found = await read();
        if (!found) return null;
        const part = readPart(found.given, kind);
        if (part.good.length > 0) notes.push(['info', `${name} decides ${part.good.join(', ')}`]);
        for (const problem of [...(found.problems ?? []), ...part.problems])
          notes.push(['error', `${name}: ${problem}`]);
        return part;
      } catch (error) {
        notes.push(['error', `${name} cannot be used: ${errorCode(error) || why(error)}`]);
        return null;
      }
    }),
  );
  const policies = joined(parts.filter((part) => part !== null));
  if (policies.operator) notes.push(['info', `the operator is ${policies.operator.domain}`]);
  return {
    policies,
    tell: (log) => {
      for (const [level, text] of notes) log.write(level, 'policy', text);
    },
  };
}

/** Of each key the first that there is. */
export function joined(parts: readonly PolicyPart[]): Policies {
  const last = parts.toReversed();
  const { domain, user = '', ...rest } = Object.assign({}, ...last.map(({ values }) => values)) as PolicyPart['values'];
  return {
    ...noPolicies,
    ...rest,
    operator: domain === undefined ? null : { domain, user, from: 'policy' },
    links: Object.assign({}, noPolicies.links, ...last.map(({ links }) => links)) as Policies['links'],
    updates: Object.assign({}, noPolicies.updates, ...last.map(({ updates }) => updates)) as Policies['updates'],
    settings: Object.assign({}, ...last.map(({ settings }) => settings)) as Policies['settings'],
  };
}

/** The strongest first. */
function sources(packaged: boolean): Source[] {
  const test = packaged ? undefined : process.env[TEST_POLICY];
  if (test) return [jsonFile(test)];
  switch (process.platform) {
    case 'win32':
      return [
        registry('HKLM'),
        registry('HKCU'),
        ownedByAdministrators(join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'Sidetone', 'policy.json')),
      ];
    case 'darwin':
      return [
        managedPreferences(bundleId),
        managedPreferences(join(userInfo().username, bundleId)),
        jsonFile('/Library/Application Support/Sidetone/policy.json'),
      ];
    default:
      return [jsonFile('/etc/sidetone/policy.json')];
  }
}

function jsonFile(path: string): Source {
  return {
    name: path,
    kind: 'typed',
    // Small and local: read at once, so that nothing waits for it where there is nothing else.
    read: () =>
      new Promise((resolve) => {
        try {
          const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
          if (text.length > MAX_TEXT) throw new Error('too long');
          resolve({ given: JSON.parse(text) });
        } catch (error) {
          if (errorCode(error) !== 'ENOENT') throw error;
          resolve(null);
        }
      }),
  };
}

function ownedByAdministrators(path: string): Source {
  const file = jsonFile(path);
  return {
    ...file,
    read: async () => {
      if (!existsSync(path)) return null;
      const { program, args, env } = ownerQuery(path);
      const descriptor = await outputOf(program, args, { timeout: SLOW_LIMIT_MS, env });
      if (!isAdministrators(descriptor ?? '')) throw new Error('it does not belong to the administrators');
      return file.read();
    },
  };
}

function registry(hive: 'HKLM' | 'HKCU'): Source {
  return {
    name: `${hive}\\${policyKey}`,
    kind: 'flat',
    read: async () => {
      const output = await outputOf(...registryQuery(hive));
      if (output === null) return null;
      const { values, problems } = parseRegistry(output);
      return { given: values, problems };
    },
  };
}

/** The files that a profile makes, and not the preferences as the system joins them: those a user can write to. */
function managedPreferences(name: string): Source {
  const path = `/Library/Managed Preferences/${name}.plist`;
  return {
    name: path,
    kind: 'flat',
    read: async () => {
      if (!existsSync(path)) return null;
      const output = await outputOf('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path]);
      if (output === null) throw new Error('no property list');
      const given = JSON.parse(output) as Record<string, unknown>;
      // The profile's own words about itself may stand beside the keys.
      return { given: Object.fromEntries(Object.entries(given).filter(([key]) => !key.startsWith('Payload'))) };
    },
  };
}

/** null: it ended with an error, which `reg.exe` does where there is no such key. */
function outputOf(
  program: string,
  args: readonly string[],
  { timeout, env }: { timeout: number; env?: NodeJS.ProcessEnv } = { timeout: LIMIT_MS },
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const options = { timeout, env, maxBuffer: MAX_TEXT, windowsHide: true, encoding: 'utf8' } as const;
    execFile(program, args, options, (error, stdout) => {
      if (!error) resolve(stdout);
      else if (typeof error.code === 'number') resolve(null);
      else reject(error.killed ? new Error(`no answer within ${String(timeout)} ms`) : error);
    });
  });
}

/** Without what a parser quotes of the text. */
function why(error: unknown): string {
  if (error instanceof SyntaxError) return 'no JSON';
  return error instanceof Error ? error.message : String(error);
}
