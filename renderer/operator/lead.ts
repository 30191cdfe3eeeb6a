/** A lead by the columns of VICIdial's `vicidial_list`: what it is called, where it is, what is corrected. Pure. */
import { harmlessText } from '../phone/identity';
import type { Api } from './api';
import type { Lead } from './dialler';

export const leadColumns = [
  'title',
  'first_name',
  'middle_initial',
  'last_name',
  'phone_code',
  'phone_number',
  'alt_phone',
  'email',
  'address1',
  'address2',
  'address3',
  'city',
  'state',
  'province',
  'postal_code',
  'country_code',
  'gender',
  'date_of_birth',
  'security_phrase',
  'comments',
  'vendor_lead_code',
  'source_id',
  'rank',
  'status',
  'gmt_offset_now',
] as const satisfies readonly (keyof Api['LeadFields'])[];
export type LeadColumn = (typeof leadColumns)[number];
const numeric: readonly LeadColumn[] = ['rank', 'gmt_offset_now'];

export const isColumn = (name: string): name is LeadColumn => leadColumns.some((known) => known === name);

/** As text; empty: not told. */
export const columnOf = (lead: Lead, column: LeadColumn): string => String(lead[column] ?? '');

export function leadName(lead: Lead): string {
  const { first_name = '', middle_initial = '', last_name = '' } = lead;
  return harmlessText([first_name, middle_initial, last_name].filter((part) => part.trim() !== '').join(' '));
}

/** As VICIdial dials it: the code of the country before the number, unless that has one. */
export function leadNumber({ phone_code = '', phone_number }: Lead): string {
  const number = phone_number.trim();
  return number === '' || number.startsWith('+') ? number : phone_code.trim() + number;
}

/** The time of day there as ms that a formatter in UTC shows; null: not told. */
export function timeThere({ gmt_offset_now: hours }: Lead, now: number): number | null {
  return hours === undefined || Math.abs(hours) > 14 ? null : now + hours * 3_600_000;
}

/** What differs from the portal's, typed as it wants it; `wrong`: columns that cannot be sent so. */
export function correctionsOf(
  lead: Lead,
  typed: Readonly<Record<string, string>>,
): { fields: Api['LeadFields']; wrong: readonly LeadColumn[] } {
  const changed = leadColumns.filter(
    (column) => Object.hasOwn(typed, column) && typed[column] !== columnOf(lead, column),
  );
  const wrong = changed.filter((column) => {
    const text = typed[column]?.trim() ?? '';
    if (column === 'phone_number') return text === '';
    return numeric.includes(column) && (text === '' || !Number.isFinite(Number(text)));
  });
  const fields = Object.fromEntries(
    changed.map((column) => [column, numeric.includes(column) ? Number(typed[column]) : (typed[column] ?? '')]),
  );
  return { fields, wrong };
}
