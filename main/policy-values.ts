/** One source of policies, read against the schema: what counts of it, and what is wrong with the rest. Pure. */
import * as v from 'valibot';
import type { Settings } from '../preload/contract';
import { defaultSettings } from '../preload/settings';
import type { Policies } from './policies';
import { managedAs, PolicySchema, type ManagedSetting, type PolicyValues } from './policy-schema';

/** What one source says; what it leaves out is another's to say. */
export interface PolicyPart {
  values: { [K in 'domain' | 'user' | 'practice' | 'ownSystem' | 'premiumPrefixes' | 'crashServer']?: PolicyValues[K] };
  links: Partial<Policies['links']>;
  updates: Partial<Policies['updates']>;
  settings: Policies['settings'];
}

export interface ReadPart extends PolicyPart {
  /** The keys that count, by path. */
  good: string[];
  /** `path: reason`; never a value. */
  problems: string[];
}

type Tree = Record<string, unknown>;
/** One of `entries`; valibot's own type of them says as much. */
type AnySchema = v.GenericSchema;

const As = v.picklist(managedAs);

/**
 * `typed`: JSON, in which true is not "true". A registry knows texts and numbers only, so there whatever can be understood
 * as what the schema wants is taken for it, and names may be paths (`links.tel`).
 */
export function readPart(given: unknown, kind: 'typed' | 'flat'): ReadPart {
  const part: ReadPart = { values: {}, links: {}, updates: {}, settings: {}, good: [], problems: [] };
  if (!isTree(given)) {
    part.problems.push('not an object with members');
    return part;
  }
  const groups: Record<string, Tree> = { links: part.links, updates: part.updates };
  const read = (into: Tree, name: string, schema: AnySchema, value: unknown, path: string): void => {
    const found = v.safeParse(schema, kind === 'flat' ? understood(schema, value) : value);
    if (found.success) {
      into[name] = found.output;
      part.good.push(path);
    } else part.problems.push(...reasons(path, found.issues));
  };
  for (const [name, value] of members(kind === 'flat' ? unfolded(given) : given, PolicySchema.entries, '', part)) {
    const schema = PolicySchema.entries[name];
    const group = groups[name];
    if (name === 'settings') {
      if (isTree(value)) readSettingsOf(value, kind, part);
      else part.problems.push('settings: not an object with members');
    } else if (!group || !('entries' in schema)) read(part.values, name, schema, value, name);
    else if (!isTree(value)) part.problems.push(`${name}: not an object with members`);
    else {
      const entries = schema.entries as Record<string, AnySchema>;
      for (const [key, each] of members(value, entries, `${name}.`, part))
        read(group, key, entries[key] ?? v.never(), each, `${name}.${key}`);
    }
  }
  return part;
}

function readSettingsOf(given: Tree, kind: 'typed' | 'flat', part: ReadPart): void {
  const { entries } = PolicySchema.entries.settings;
  for (const [name, entry] of members(given, entries, 'settings.', part)) {
    const path = `settings.${name}`;
    const { value, as } = asEntry(entry);
    const way = v.safeParse(As, as);
    if (!way.success) {
      part.problems.push(`${path}.as: not one of ${managedAs.join(', ')}`);
      continue;
    }
    // Without a value it stays as it would be without a policy.
    const whole = isTree(value) && Object.keys(value).length === 0 ? defaultSettings[name] : filled(name, value);
    const schema: AnySchema = entries[name];
    const found = v.safeParse(schema, kind === 'flat' ? understood(schema, whole) : whole);
    if (!found.success) {
      part.problems.push(...reasons(path, found.issues));
      continue;
    }
    Object.assign(part.settings, { [name]: { value: found.output as Settings[typeof name], as: way.output } });
    part.good.push(`${path} (${way.output})`);
  }
}

/** Members that the schema knows, by its own names; in what is written by hand the letter case is nobody's business. */
function members<Entries extends object>(
  given: Tree,
  entries: Entries,
  before: string,
  part: ReadPart,
): [keyof Entries & string, unknown][] {
  const names = Object.keys(entries) as (keyof Entries & string)[];
  return Object.entries(given).flatMap(([name, value]): [keyof Entries & string, unknown][] => {
    const known = names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (known) return [[known, value]];
    part.problems.push(`${before}${name}: not known`);
    return [];
  });
}

/** `{ value, as }`, the value alone, or an object's members with `as` among them. */
function asEntry(entry: unknown): { value: unknown; as: unknown } {
  if (!isTree(entry)) return { value: entry, as: 'locked' };
  const { as = 'locked', ...rest } = entry;
  return { value: Object.hasOwn(rest, 'value') ? rest['value'] : rest, as };
}

/** What an object among the settings leaves out is as it would be without a policy. */
function filled(name: ManagedSetting, value: unknown): unknown {
  const usual: unknown = defaultSettings[name];
  return isTree(usual) && isTree(value) ? { ...usual, ...value } : value;
}

/** `{ 'links.tel': … }` as `{ links: { tel: … } }`; what has a value and members keeps it as its member `value`. */
function unfolded(flat: Tree): Tree {
  const tree: Tree = {};
  for (const [path, value] of Object.entries(flat)) {
    const names = path.split('.').map((name) => name.trim());
    let place = tree;
    for (const name of names.slice(0, -1)) {
      const there = ownOf(place, name);
      const next: Tree = isTree(there) ? there : there === undefined ? {} : { value: there };
      set(place, name, next);
      place = next;
    }
    const last = names.at(-1) ?? '';
    const there = ownOf(place, last);
    const inner = isTree(value) ? unfolded(value) : value;
    if (!isTree(there)) set(place, last, isTree(inner) && there !== undefined ? { value: there, ...inner } : inner);
    else if (isTree(inner)) Object.assign(there, inner);
    else set(there, 'value', inner);
  }
  return tree;
}

/** Names in which only the letter case differs are one. */
function ownOf(tree: Tree, name: string): unknown {
  const own = nameIn(tree, name);
  return Object.hasOwn(tree, own) ? tree[own] : undefined;
}
function set(tree: Tree, name: string, value: unknown): void {
  Object.defineProperty(tree, nameIn(tree, name), { value, enumerable: true, configurable: true, writable: true });
}
const nameIn = (tree: Tree, name: string): string =>
  Object.keys(tree).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;

/** A text or number as what the schema wants, where it can be read so; else as it is, and the schema says what is wrong. */
function understood(schema: AnySchema, value: unknown): unknown {
  if ('entries' in schema && isTree(value)) {
    const entries = schema.entries as Record<string, AnySchema>;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, entries[name] ? understood(entries[name], each) : each]),
    );
  }
  const readings = [value];
  if (typeof value === 'string') readings.push(asJson(value.trim()), asBoolean(asJson(value.trim())));
  readings.push(asBoolean(value));
  // A list that is written as one text.
  if (typeof value === 'string') readings.push([value]);
  return readings.find((reading) => reading !== undefined && v.is(schema, reading)) ?? value;
}

const asBoolean = (value: unknown): unknown => (value === 0 || value === 1 ? value === 1 : undefined);

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The schema's words without what was given: a policy may hold what a log must not. */
function reasons(path: string, issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map((issue) => {
    const inner = v.getDotPath(issue);
    const where = inner ? `${path}.${inner}` : path;
    // Valibot's own sentences say what was received.
    const own = issue.message.startsWith('Invalid');
    return `${where}: ${own ? `not ${issue.expected ?? 'usable'}` : issue.message}`;
  });
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
