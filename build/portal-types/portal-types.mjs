// npm run portal-types: the types of the portal's HTTP side, from docs/portal-api.yaml.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { root } from '../setup/places.mjs';

const definition = path.join(root, 'docs/portal-api.yaml');
const target = path.join(root, 'docs/portal-api.d.ts');
const head = '/** Made from portal-api.yaml by `npm run portal-types`. Not to be changed by hand. */\n';

/** What `docs/portal-api.d.ts` should say. Rejects when the definition is no valid OpenAPI. */
export async function wantedTypes() {
  const types = await openapiTypescript(pathToFileURL(definition), { silent: true });
  return format(head + astToString(types), { ...(await resolveConfig(target)), parser: 'typescript' });
}

export function presentTypes() {
  return readFile(target, 'utf8');
}

if (process.argv[1] === import.meta.filename) await writeFile(target, await wantedTypes());
