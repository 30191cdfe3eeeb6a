import { describe, expect, it } from 'vitest';
import type { Api } from './api';
import { answerOf, firstValues, problemOf, readFields, refusals, type FieldValue } from './forms';

type Schema = Api['FormField'];
const field = (type: string, more: Partial<Schema> = {}): Schema =>
  ({ name: 'a', label: 'A', type, ...more }) as Schema;
const problem = (schema: Schema, value: FieldValue) => problemOf(readFields([schema])[0]!, value);

describe('readFields', () => {
  it('shows an unknown type, and a choice of nothing, as a text', () => {
    const kinds = readFields([field('color'), field('select', { name: 'b' }), field('constructor', { name: 'c' })]).map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['text', 'text', 'text']);
  });

  it('takes each name once, and no more fields than anybody fills in', () => {
    expect(readFields([field('text'), field('number'), field('text', { name: '__proto__' })])).toHaveLength(1);
    const many = Array.from({ length: 10_000 }, (_, index) => field('text', { name: `f${String(index)}` }));
    expect(readFields(many)).toHaveLength(100);
  });

  it('names a field without a label by its name', () => {
    expect(readFields([field('text', { label: '' })])[0]?.label).toBe('a');
  });
});

it.each([
  ['text', 'x', 'x'],
  ['text', null, ''],
  ['text', 7, '7'],
  ['text', false, 'false'],
  ['number', 3, '3'],
  ['checkbox', true, true],
  ['checkbox', 'true', true],
  ['checkbox', null, false],
  ['checkbox', 'no', false],
] as const)('fills a %s with %j', (type, given, value) => {
  expect(firstValues(readFields([field(type)]), { a: given })).toEqual({ a: value });
});

it('fills in nothing that is not there', () => {
  expect(firstValues(readFields([field('text', { name: 'toString' })]), {})).toEqual({ toString: '' });
});

describe('what is wrong', () => {
  const options = [
    { value: 'low', label: 'Low' },
    { value: 'high', label: 'High' },
  ];
  it.each<[string, Partial<Schema>, FieldValue, object | null]>([
    ['text', {}, '', null],
    ['text', { required: true }, ' ', { kind: 'required' }],
    ['text', { minLength: 3 }, 'ab', { kind: 'short', limit: 3 }],
    ['text', { minLength: 3 }, '', null],
    ['text', { maxLength: 3 }, 'abcd', { kind: 'long', limit: 3 }],
    ['textarea', { maxLength: 3 }, 'a\nb', null],
    ['checkbox', { required: true }, false, { kind: 'required' }],
    ['checkbox', { required: true }, true, null],
    ['number', {}, '1,5', { kind: 'number' }],
    ['number', {}, '1.5', null],
    ['number', {}, 'Infinity', { kind: 'number' }],
    ['number', { min: 1 }, '0', { kind: 'min', limit: 1 }],
    ['number', { max: 5 }, '6', { kind: 'max', limit: 5 }],
    ['number', { min: 1, max: 5 }, '5', null],
    ['email', {}, 'lena', { kind: 'email' }],
    ['email', {}, 'lena@northwind.example', null],
    ['url', {}, 'northwind', { kind: 'url' }],
    ['url', {}, 'https://northwind.example', null],
    ['date', {}, '2026-02-31x', { kind: 'date' }],
    ['date', {}, '2026-11-23', null],
    ['time', {}, '24:00', { kind: 'time' }],
    ['time', {}, '23:59', null],
    ['select', { options }, 'middle', { kind: 'choice' }],
    ['select', { options }, 'low', null],
    ['radio', { options, required: true }, '', { kind: 'required' }],
    ['hidden', { required: true }, '', null],
    ['tel', {}, '+49 30 555', null],
  ])('%s %j with %j', (type, more, value, expected) => {
    expect(problem(field(type, more), value)).toEqual(expected);
  });
});

it('answers with numbers as numbers, nothing for what was not chosen, and the hidden as it came', () => {
  const fields = readFields([
    field('text', { name: 'subject' }),
    field('number', { name: 'marks' }),
    field('number', { name: 'none' }),
    field('checkbox', { name: 'callback' }),
    field('radio', { name: 'choice', options: [{ value: 'x', label: 'X' }] }),
    field('hidden', { name: 'source' }),
    field('hidden', { name: 'missing' }),
  ]);
  const data = { source: 42 };
  const values = { ...firstValues(fields, data), subject: ' No sound ', marks: '3', callback: true };
  expect(answerOf(fields, values, data)).toEqual({
    subject: 'No sound',
    marks: 3,
    none: null,
    callback: true,
    choice: null,
    source: 42,
    missing: null,
  });
});

it('gives the server’s objections to their fields, the rest to the form', () => {
  const fields = readFields([field('text', { name: 'subject' }), field('hidden', { name: 'source' })]);
  const errors = [
    { field: 'formData.subject', detail: 'Too short.' },
    { field: 'subject', detail: 'And again.' },
    { field: 'source', detail: 'Not from here.' },
    { field: 'call.id', detail: 'Which call?' },
  ];
  expect([...refusals(fields, { errors })]).toEqual([
    ['subject', 'Too short.'],
    ['', 'Not from here.'],
  ]);
  expect(refusals(fields, {}).size).toBe(0);
});
