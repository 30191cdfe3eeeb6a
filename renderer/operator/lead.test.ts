import { expect, it } from 'vitest';
import type { Lead } from './dialler';
import { columnOf, correctionsOf, isColumn, leadName, leadNumber, timeThere } from './lead';

const lead: Lead = { id: '1', campaign: 'c', phone_number: '600', rank: 2, first_name: 'Ada', last_name: 'Lovelace' };

it('has a name and a number as it is dialled', () => {
  expect(leadName(lead)).toBe('Ada Lovelace');
  expect(leadName({ ...lead, first_name: '‮', last_name: '' })).toBe('');
  expect(leadNumber({ ...lead, phone_code: '44', phone_number: '20 7946' })).toBe('4420 7946');
  expect(leadNumber({ ...lead, phone_code: '44', phone_number: '+44 20' })).toBe('+44 20');
  expect(leadNumber({ ...lead, phone_number: ' ' })).toBe('');
  expect(columnOf(lead, 'rank')).toBe('2');
  expect(isColumn('__proto__')).toBe(false);
});

it('tells the time there', () => {
  expect(timeThere({ ...lead, gmt_offset_now: -1.5 }, 10_000_000)).toBe(4_600_000);
  expect(timeThere(lead, 0)).toBeNull();
  expect(timeThere({ ...lead, gmt_offset_now: 99 }, 0)).toBeNull();
});

it('is corrected by what differs', () => {
  expect(correctionsOf(lead, { first_name: 'Ada', city: 'London', rank: '3', other: 'x' })).toEqual({
    fields: { city: 'London', rank: 3 },
    wrong: [],
  });
  expect(correctionsOf(lead, { rank: 'high', phone_number: ' ', gmt_offset_now: '' }).wrong).toEqual([
    'phone_number',
    'rank',
  ]);
});
