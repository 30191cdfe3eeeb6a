/** Documents of an operator as they are kept on disk: whole, with members nobody knows, but without secrets. */
import * as v from 'valibot';
import { flags, type Brand, type Flag, type Provisioned } from './model';
import { provisionedOf, readProv } from './provisioned';
import { readAs } from './read';

const secret = /pass(?:word|wd|phrase|code)?$|secret|token|credential|private|^pin$|api_?key/i;
const deepest = 64;

/** Values whose name says that they are secret are gone; what is nested too deeply as well. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secret.test(key))
      .map(([key, member]) => [key, withoutSecrets(member, depth + 1)]),
  );
}

const Kept = v.object({
  tag: v.string(),
  icons: v.record(v.string(), v.string()),
  document: v.looseObject({ sipUser: v.looseObject({}) }),
});

/** `tag`: to ask whether it has changed. `icons`: the paths of its rows, so that no table is needed to show them again. */
export function keepProv(document: unknown, tag: string, icons: Readonly<Record<string, string>>): string {
  return JSON.stringify({ tag, icons, document: withoutSecrets(document) });
}

/** What `keepProv` gave; null: that is none. The password is empty. */
export function readKeptProv(text: string): { provisioned: Provisioned; tag: string } | null {
  const kept = readAs(Kept, parse(text));
  if (!kept.ok) return null;
  const { document, icons, tag } = kept.value;
  const read = readProv({ ...document, sipUser: { ...document.sipUser, password: 'kept elsewhere' } });
  return read.ok ? { provisioned: { ...provisionedOf(read.value, icons), password: '' }, tag } : null;
}

const KeptBrand = v.object({
  tag: v.string(),
  /** Of the practice portal: gone with the program. */
  practice: v.boolean(),
  brand: v.object({
    name: v.string(),
    uuid: v.string(),
    tokens: v.record(v.string(), v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))),
    flags: v.array(v.picklist(flags)),
    registerSuccessHtml: v.string(),
    supportUrl: v.string(),
  }),
});

export interface KeptBrand {
  readonly brand: Brand;
  readonly tag: string;
  readonly practice: boolean;
}

export function keepBrand({ brand, tag, practice }: KeptBrand): string {
  return JSON.stringify({ tag, practice, brand: { ...brand, flags: [...brand.flags] } });
}

export function readKeptBrand(text: string): KeptBrand | null {
  const kept = readAs(KeptBrand, parse(text));
  if (!kept.ok) return null;
  const { brand, tag, practice } = kept.value;
  return { tag, practice, brand: { ...brand, flags: new Set<Flag>(brand.flags) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
