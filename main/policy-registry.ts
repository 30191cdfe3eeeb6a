/**
 * Group Policy: `Software\Policies\Sidetone` of the registry, by the system's own `reg.exe`, so that no native module is
 * needed. What it prints beside the values is in the system's language and not looked at.
 */
import { join } from 'node:path';

export const policyKey = 'Software\\Policies\\Sidetone';

/** The program with its arguments; by its full path, so that no other one of that name is run. */
export function registryQuery(hive: 'HKLM' | 'HKCU'): [string, string[]] {
  const reg = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe');
  return [reg, ['query', `${hive}\\${policyKey}`, '/s']];
}

/** Values by name, those of subkeys as `subkey.name`; and what is there that no policy can be made of. */
export function parseRegistry(output: string): { values: Record<string, unknown>; problems: string[] } {
  const values: [string, unknown][] = [];
  const problems: string[] = [];
  let below: string | null = null;
  for (const line of output.split(/\r?\n/)) {
    if (/^HKEY_/i.test(line)) {
      below = subkey(line.trim());
      continue;
    }
    const [, name, type, data = ''] = /^ {4}(\S.*?) {4}REG_([A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    // The unnamed value has a name in brackets, in the system's language.
    if (below === null || name === undefined || type === undefined || name.startsWith('(')) continue;
    const path = below === '' ? name : `${below}.${name}`;
    const value = valueOf(type, data);
    if (value === undefined) problems.push(`${path}: of a type that is not read, REG_${type}`);
    // reg.exe writes in the console's alphabet.
    else if (data.includes('\uFFFD')) problems.push(`${path}: only ASCII can be read from the registry`);
    else values.push([path, value]);
  }
  return { values: Object.fromEntries(values), problems };
}

/** Its path below ours, with dots; empty: our own; null: another one. */
function subkey(line: string): string | null {
  const at = line.toLowerCase().indexOf(policyKey.toLowerCase());
  const rest = at < 0 ? '?' : line.slice(at + policyKey.length);
  if (rest === '') return '';
  return rest.startsWith('\\') ? rest.slice(1).replaceAll('\\', '.') : null;
}

function valueOf(type: string, data: string): unknown {
  switch (type) {
    case 'SZ':
    case 'EXPAND_SZ':
      return data;
    case 'DWORD':
    case 'QWORD':
      return Number(data);
    case 'MULTI_SZ':
      return data.split('\\0').filter((text) => text !== '');
    default:
      return undefined;
  }
}
