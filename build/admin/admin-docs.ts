/** npm run admin-docs: what administrators are given, out of the schema of the policy. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adml, admx } from './group-policy';
import { policyKeys } from './keys';
import { mobileconfig } from './profile';
import { keyTables } from './tables';

const docs = join(import.meta.dirname, '../../docs');
const begin = '<!-- made by `npm run admin-docs`: begin -->';
const end = '<!-- made by `npm run admin-docs`: end -->';

/** Every file that is made, or made in part, by its path below docs/, as it should be. */
export function wantedFiles(): Record<string, string> {
  const keys = policyKeys();
  const example = JSON.parse(presentFile('admin/policy.json')) as Record<string, unknown>;
  const page = presentFile('administration.md');
  const [before = '', after = ''] = [page.split(begin)[0], page.split(end)[1]];
  if (!page.includes(begin) || !page.includes(end)) throw new Error('administration.md has lost its marks');
  return {
    'administration.md': `${before}${begin}\n\n${keyTables(keys)}\n\n${end}${after}`,
    'admin/Sidetone.admx': admx(keys),
    'admin/en-US/Sidetone.adml': adml(keys),
    'admin/sidetone.mobileconfig': mobileconfig(example),
  };
}

export function presentFile(name: string): string {
  return readFileSync(join(docs, name), 'utf8');
}

export function main(): void {
  for (const [name, text] of Object.entries(wantedFiles())) {
    mkdirSync(dirname(join(docs, name)), { recursive: true });
    writeFileSync(join(docs, name), text);
  }
}
