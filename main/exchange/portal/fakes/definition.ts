/** `docs/portal-api.yaml`, and whether an answer is as it says. For tests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';

type Json = Record<string, unknown>;

const NAME = 'portal-api';
const FILE = path.join(import.meta.dirname, '../../../../docs/portal-api.yaml');
const METHODS = ['get', 'post', 'patch', 'put', 'delete'];

export const definition = parse(readFileSync(FILE, 'utf8')) as Json;

const ajv = new Ajv2020({ strict: false, allErrors: true });
// Typed as of CommonJS, where the function itself is what is exported.
(addFormats as unknown as (validator: Ajv2020) => void)(ajv);
ajv.addSchema(definition, NAME, undefined, false);

export interface Operation {
  /** `GET /page/{id}` */
  name: string;
  path: string;
  /** JSON pointer into the definition. */
  pointer: string;
}

export const operations: readonly Operation[] = Object.entries(at('/paths') as Json).flatMap(([path, item]) =>
  Object.keys(item as Json)
    .filter((key) => METHODS.includes(key))
    .map((method) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      pointer: `/paths/${escapePart(path)}/${method}`,
    })),
);

export function operationOf(method: string, target: string): Operation | undefined {
  const parts = target.split('/');
  const fits = ({ name, path }: Operation) => {
    const wanted = path.split('/');
    return (
      name.startsWith(`${method} `) &&
      wanted.length === parts.length &&
      wanted.every((part, index) => part === '{id}' || part === parts[index])
    );
  };
  // `/payment/methods` before `/payment/{id}`.
  return operations.filter(fits).sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

/** What stands there, with references followed; undefined when nothing does. */
export function at(pointer: string): unknown {
  return resolve(pointer)?.value;
}

/** The same, with where it really stands. */
export function resolve(pointer: string): { pointer: string; value: unknown } | undefined {
  let found: { pointer: string; value: unknown } = { pointer: '', value: definition };
  for (const part of pointer.split('/').slice(1)) {
    if (!isObject(found.value)) return undefined;
    const value = found.value[part.replaceAll('~1', '/').replaceAll('~0', '~')];
    if (value === undefined) return undefined;
    found = { pointer: `${found.pointer}/${part}`, value };
    const reference = isObject(value) ? value['$ref'] : undefined;
    if (typeof reference === 'string') {
      const next = resolve(reference.replace(/^#/, ''));
      if (!next) return undefined;
      found = next;
    }
  }
  return found;
}

/** What is wrong with a value where the schema stands at that pointer; empty when nothing is. */
export function faults(pointer: string, value: unknown): string[] {
  const validate = ajv.getSchema(`${NAME}#${encodeURI(pointer)}`);
  if (!validate) throw new Error(`there is no schema at ${pointer}`);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
}

export interface Seen {
  status: number;
  headers: Headers;
  text: string;
}

/** What is wrong with an answer to that operation. */
export function answerFaults(operation: Operation, { status, headers, text }: Seen): string[] {
  const response =
    resolve(`${operation.pointer}/responses/${status}`) ??
    (status >= 400 ? resolve(`${operation.pointer}/responses/default`) : undefined);
  if (!response) return [`${operation.name} does not answer ${status}`];
  const wrong = headerFaults(response.pointer, headers);
  const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
  const types = Object.keys((at(`${response.pointer}/content`) ?? {}) as Json);
  if (types.length === 0) return [...wrong, ...(text === '' ? [] : ['there is to be no body'])];
  if (!types.includes(type)) return [...wrong, `${type} is not ${types.join(' or ')}`];
  const schema = resolve(`${response.pointer}/content/${escapePart(type)}/schema`);
  if (!schema) return wrong;
  return [...wrong, ...faults(schema.pointer, type.endsWith('json') ? JSON.parse(text) : text)];
}

function headerFaults(pointer: string, headers: Headers): string[] {
  const wanted = (at(`${pointer}/headers`) ?? {}) as Json;
  return Object.keys(wanted).flatMap((name) => {
    const value = headers.get(name);
    const header = resolve(`${pointer}/headers/${name}`);
    if (!header) return [];
    if (value === null) return [`${name} is missing`];
    const typed = /^\d+$/.test(value) ? Number(value) : value;
    return faults(`${header.pointer}/schema`, typed).map((fault) => `${name}: ${fault}`);
  });
}

export function escapePart(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
