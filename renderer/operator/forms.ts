/** A form of the operator's, built from its schema. Pure. */
import type { Api } from './api';

export type FieldKind = Api['FormField']['type'];
/** As it stands in the form: a text, or whether the box is ticked. */
export type FieldValue = string | boolean;
export type FormValues = Readonly<Record<string, FieldValue>>;

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly help: string;
  readonly placeholder: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly min: number | null;
  readonly max: number | null;
  readonly minLength: number;
  readonly maxLength: number;
  /** Of the whole value, as of `pattern` in HTML; empty: any. */
  readonly pattern: string;
}

export type FieldProblem =
  | { readonly kind: 'required' | 'choice' | 'number' | 'email' | 'url' | 'date' | 'time' | 'pattern' }
  | { readonly kind: 'min' | 'max' | 'short' | 'long'; readonly limit: number };

const kinds: Readonly<Record<FieldKind, true>> = {
  text: true,
  textarea: true,
  number: true,
  email: true,
  tel: true,
  url: true,
  date: true,
  time: true,
  checkbox: true,
  select: true,
  radio: true,
  hidden: true,
};
/** Nobody fills in more; a server's mistake must not hang the phone. */
const MOST_FIELDS = 100;
const MOST_OPTIONS = 1_000;
const LONGEST = 20_000;
/** What no schema may name: it would not come back as a member of the answer. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__']);

/** The fields as they can be shown: each name once, unknown types as texts. */
export function readFields(schema: readonly Api['FormField'][]): FormField[] {
  const fields = new Map<string, FormField>();
  for (const field of schema.slice(0, MOST_FIELDS)) {
    if (RESERVED.has(field.name) || fields.has(field.name)) continue;
    const { name, options = [] } = field;
    const kind: FieldKind = Object.hasOwn(kinds, field.type) ? field.type : 'text';
    const choice = kind === 'select' || kind === 'radio';
    fields.set(name, {
      name,
      label: field.label || name,
      // A choice of nothing could never be made.
      kind: choice && options.length === 0 ? 'text' : kind,
      required: field.required ?? false,
      help: field.help ?? '',
      placeholder: field.placeholder ?? '',
      options: choice ? options.slice(0, MOST_OPTIONS) : [],
      min: field.min ?? null,
      max: field.max ?? null,
      minLength: Math.max(0, field.minLength ?? 0),
      maxLength: Math.min(field.maxLength ?? LONGEST, LONGEST),
      pattern: field.pattern ?? '',
    });
  }
  return [...fields.values()];
}

export function firstValues(fields: readonly FormField[], data: Api['FormData']): FormValues {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const given = Object.hasOwn(data, name) ? data[name] : null;
      if (kind === 'checkbox') return [name, given === true || given === 'true' || given === 1];
      return [name, given === null || given === undefined ? '' : String(given)];
    }),
  );
}

/** What is wrong with a value, but for its pattern, which is not to be trusted with our time (pattern.ts). */
export function problemOf(field: FormField, value: FieldValue): FieldProblem | null {
  if (field.kind === 'hidden') return null;
  if (typeof value === 'boolean') return field.required && !value ? { kind: 'required' } : null;
  const text = field.kind === 'textarea' ? value : value.trim();
  if (text === '') return field.required ? { kind: 'required' } : null;
  return shapeProblem(field, text) ?? lengthProblem(field, text);
}

function shapeProblem(field: FormField, text: string): FieldProblem | null {
  switch (field.kind) {
    case 'number':
      return numberProblem(field, Number(text));
    case 'email':
      return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*$/u.test(text) ? null : { kind: 'email' };
    case 'url':
      return URL.canParse(text) ? null : { kind: 'url' };
    case 'date':
      return /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(Date.parse(text)) ? null : { kind: 'date' };
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/u.test(text) ? null : { kind: 'time' };
    case 'select':
    case 'radio':
      return field.options.some(({ value }) => value === text) ? null : { kind: 'choice' };
    default:
      return null;
  }
}

function numberProblem({ min, max }: FormField, number: number): FieldProblem | null {
  if (!Number.isFinite(number)) return { kind: 'number' };
  if (min !== null && number < min) return { kind: 'min', limit: min };
  return max !== null && number > max ? { kind: 'max', limit: max } : null;
}

function lengthProblem({ minLength, maxLength }: FormField, text: string): FieldProblem | null {
  if (text.length < minLength) return { kind: 'short', limit: minLength };
  return text.length > maxLength ? { kind: 'long', limit: maxLength } : null;
}

/** What is sent: numbers as numbers, nothing for a number or a choice that was not made; what was hidden goes back as it came. */
export function answerOf(fields: readonly FormField[], values: FormValues, data: Api['FormData']): Api['FormData'] {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      if (kind === 'hidden') return [name, Object.hasOwn(data, name) ? (data[name] ?? null) : null];
      const value = values[name] ?? '';
      if (typeof value === 'boolean') return [name, value];
      const text = kind === 'textarea' ? value : value.trim();
      if (kind === 'number') return [name, text === '' ? null : Number(text)];
      return [name, text === '' && (kind === 'select' || kind === 'radio') ? null : text];
    }),
  );
}

/** The server's objections by the name of the field; those to no field of ours are under ''. */
export function refusals(fields: readonly FormField[], problem: Partial<Api['Problem']>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { field, detail } of problem.errors ?? []) {
    const name = field.replace(/^formData\./u, '');
    const known = fields.some((each) => each.name === name && each.kind !== 'hidden');
    if (!found.has(known ? name : '')) found.set(known ? name : '', detail);
  }
  return found;
}
