import { expect, it } from 'vitest';
import type { Column } from '../contacts/transfer';
import { columnChoices, columnName, columnValue } from './import-columns';

const table = { header: ['Name', 'Tel', '', 'Fax'] };
const mapping: Column[] = [
  { field: 'name' },
  { field: 'number', group: 0, label: 'Tel' },
  { field: 'label', group: 0 },
  { field: 'number', group: 4, label: 'Fax' },
];
const choose = (index: number, value: string) =>
  columnChoices(table, mapping, index).find((choice) => choice.value === value)?.column;

it('names a column by its place where the file does not', () => {
  expect(columnName(table, 1)).toBe('Tel');
  expect(columnName(table, 2)).toBe('Column 3');
});

it('offers what each column holds already, once', () => {
  mapping.forEach((column, index) => {
    const values = columnChoices(table, mapping, index).map(({ value }) => value);
    expect(values).toContain(columnValue(column));
    expect(new Set(values).size).toBe(values.length);
  });
});

it('makes another number of a column, with its heading as label, and leaves one that is a number as it is', () => {
  expect(choose(0, 'number')).toEqual({ field: 'number', group: 5, label: 'Name' });
  expect(choose(1, 'number')).toBe(mapping[1]);
});

it('lets a column be label or extension of any other number, not of itself', () => {
  expect(choose(2, 'extension 4')).toEqual({ field: 'extension', group: 4 });
  expect(choose(1, 'label 0')).toBeUndefined();
});
