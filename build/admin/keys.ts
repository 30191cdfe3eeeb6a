/** The keys of the policy, out of its schema: path, kind, range, default, words. */
import { noPolicies } from '../../main/policies';
import { PolicySchema } from '../../main/policy-schema';
import { defaultSettings } from '../../preload/settings';
import { words, type Words } from './words';

export interface Key extends Words {
  /** As in a policy file, `settings.opus.bitrate`; also its name in the registry. */
  path: string;
  /** `group`: has members, which follow. */
  kind: 'text' | 'flag' | 'choice' | 'number' | 'list' | 'group';
  /** Can be `user`, `locked` or `hidden`; false for members of a group, which go with it. */
  managed: boolean;
  choices: readonly (string | number)[];
  min: number | null;
  max: number | null;
  whole: boolean;
  usual: unknown;
}

/** What is looked at of a valibot schema. */
interface Shape {
  type: string;
  entries?: Record<string, Shape>;
  options?: readonly (string | number)[];
  pipe?: readonly { type: string; requirement?: unknown }[];
}

const usual: Record<string, unknown> = { ...noPolicies, domain: '', user: '', settings: defaultSettings };

export function policyKeys(): Key[] {
  return Object.entries(shapesOf(PolicySchema)).flatMap(([name, shape]) => {
    const isGroup = shape.entries !== undefined;
    return isGroup ? membersOf(name, shape, name === 'settings') : [keyOf(name, shape, false)];
  });
}

function membersOf(path: string, { entries = {} }: Shape, managed: boolean): Key[] {
  return Object.entries(entries).flatMap(([name, shape]) => {
    const key = keyOf(`${path}.${name}`, shape, managed);
    return shape.entries ? [key, ...membersOf(key.path, shape, false)] : [key];
  });
}

function keyOf(path: string, shape: Shape, managed: boolean): Key {
  const rule = (type: string): unknown => shape.pipe?.find((step) => step.type === type)?.requirement;
  const limit = (type: string): number | null => {
    const found = rule(type);
    return typeof found === 'number' ? found : null;
  };
  return {
    ...wordsOf(path),
    path,
    kind: kindOf(shape),
    managed,
    choices: shape.options ?? [],
    min: limit('min_value'),
    max: limit('max_value') ?? limit('max_length'),
    whole: shape.pipe?.some(({ type }) => type === 'integer') ?? false,
    usual: path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], usual),
  };
}

function kindOf({ type }: Shape): Key['kind'] {
  const kinds: Record<string, Key['kind']> = {
    string: 'text',
    boolean: 'flag',
    picklist: 'choice',
    number: 'number',
    array: 'list',
    object: 'group',
  };
  const kind = kinds[type];
  if (!kind) throw new Error(`the documents know no ${type}`);
  return kind;
}

function wordsOf(path: string): Words {
  const all: Record<string, Words> = words;
  const found = all[path];
  if (!found) throw new Error(`no words for ${path}`);
  return found;
}

const shapesOf = ({ entries }: typeof PolicySchema): Record<string, Shape> => entries as Record<string, Shape>;
