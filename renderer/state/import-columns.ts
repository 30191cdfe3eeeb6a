/** What a column of a table may hold, as choices. */
import type { Column, Table } from '../contacts/transfer';
import { t } from '../locales/contacts';

export interface ColumnChoice {
  value: string;
  title: string;
  column: Column;
}

const plainFields = [
  'none',
  'name',
  'givenName',
  'familyName',
  'organization',
  'type',
  'category',
  'email',
  'notes',
  'favourite',
] as const;

/** The name of a column, as the file says or by its place. */
export const columnName = (table: Pick<Table, 'header'>, index: number): string =>
  table.header[index]?.trim() || t('contacts.import.column.nth', { place: index + 1 });

/** What the column at `index` may hold, while the others hold what they do. */
export function columnChoices(table: Pick<Table, 'header'>, mapping: readonly Column[], index: number): ColumnChoice[] {
  const own = mapping[index];
  const others = mapping.flatMap((column, at) => (column.field === 'number' && at !== index ? [{ column, at }] : []));
  const free = 1 + Math.max(-1, ...mapping.map((column) => ('group' in column ? column.group : -1)));
  const number: Column =
    own?.field === 'number' ? own : { field: 'number', group: free, label: table.header[index]?.trim() ?? '' };
  return [
    ...plainFields.map((field) => choice({ field }, t(`contacts.import.field.${field}`))),
    choice(number, t('contacts.import.field.number')),
    ...others.flatMap(({ column: { group }, at }) => {
      const of = columnName(table, at);
      return (['label', 'extension'] as const).map((field) =>
        choice({ field, group }, t(`contacts.import.field.${field}`, { of })),
      );
    }),
  ];
}

export const columnValue = (column: Column): string =>
  column.field === 'label' || column.field === 'extension' ? `${column.field} ${String(column.group)}` : column.field;

const choice = (column: Column, title: string): ColumnChoice => ({ value: columnValue(column), title, column });
