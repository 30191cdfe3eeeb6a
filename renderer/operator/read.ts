/** What came from a portal, held against a schema: the value, or where it is wrong and why (never the value itself). */
import * as v from 'valibot';

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  /** `path`: JSON path, as `$.menu[2].id`. */
  | { readonly ok: false; readonly path: string; readonly reason: string };

export function readAs<T>(schema: v.GenericSchema<unknown, T>, input: unknown): Read<T> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const [issue] = result.issues;
  return { ok: false, path: pathOf(issue), reason: reasonOf(issue) };
}

type Issue = v.BaseIssue<unknown>;

function pathOf(issue: Issue): string {
  return (issue.path ?? []).reduce((path, { key }) => {
    if (typeof key === 'number') return `${path}[${String(key)}]`;
    const name = String(key);
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
      ? `${path}.${name}`
      : `${path}[${JSON.stringify(name.slice(0, 60))}]`;
  }, '$');
}

function reasonOf(issue: Issue): string {
  if (issue.kind !== 'schema') return issue.message;
  if (issue.input === undefined) return 'is missing';
  return `must be ${expected[issue.type] ?? issue.message}, not ${kindOf(issue.input)}`;
}

const expected: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  finite: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  loose_object: 'an object',
  record: 'an object',
  union: 'a string or a list of strings',
};

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  switch (typeof input) {
    case 'string':
      return input === '' ? 'an empty string' : 'a string';
    case 'number':
      return 'a number';
    case 'boolean':
      return String(input);
    default:
      return 'an object';
  }
}

/** Members with `null` count as absent. Deeper than a document of ours goes, all stays as it is. */
export function withoutNulls(value: unknown, depth = 6): unknown {
  if (depth === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutNulls(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member, depth - 1)]),
  );
}
