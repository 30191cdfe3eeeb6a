/** Amounts of money in words and out of words. */
import { locale } from '../locales/messages';
import type { Balance } from '../operator/model';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (!format) {
    try {
      format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    } catch {
      // Not told, or no ISO 4217 code: the number alone is not wrong.
      format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    }
    formats.set(currency, format);
  }
  return format;
}

/** `amount` in units of the currency (ISO 4217), with as many decimals as the currency has. */
export const money = (amount: number, currency: string): string => formatOf(currency).format(amount);

/** It is to be told before a call. */
export const isLow = ({ amount, lowBelow }: Balance): boolean => lowBelow !== null && amount < lowBelow;

const decimalsOf = (currency: string): number => formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;

/**
 * An amount as people write it, with a point or a comma, with or without marks for thousands; null: no amount, or finer
 * than the currency goes. A single mark before three digits stands for thousands, unless the currency has three decimals.
 */
export function readAmount(text: string, currency: string): number | null {
  const plain = text.replace(/[\s'’\u00a0\u202f]/gu, '');
  if (!/^\d[\d.,]*$/u.test(plain)) return null;
  const decimals = decimalsOf(currency);
  const at = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const tail = at < 0 ? '' : plain.slice(at + 1);
  const mark = at < 0 ? '' : plain.charAt(at);
  const thousands = /^\d{1,3}(?:[.,]\d{3})+$/u.test(plain) && (decimals !== 3 || plain.split(mark).length > 2);
  if (thousands && new Set(plain.replace(/\d/gu, '')).size === 1) return Number(plain.replace(/[.,]/gu, ''));
  const whole = at < 0 ? plain : plain.slice(0, at);
  const other = mark === '.' ? ',' : '.';
  if (whole.includes(mark) && mark !== '') return null;
  if (whole.includes(other) && !/^\d{1,3}(?:[.,]\d{3})+$/u.test(whole)) return null;
  if (tail.length > decimals) return null;
  return Number(`${whole.replace(/[.,]/gu, '')}.${tail || '0'}`);
}

/** Three round amounts (1, 2, 5, 10, 20, 50, …) to choose from, none below the least. */
export function roundAmounts(least: number): number[] {
  const found: number[] = [];
  const from = least > 0 ? Math.floor(Math.log10(least)) : 0;
  for (let power = from; found.length < 3; power += 1)
    for (const step of [1, 2, 5]) {
      const amount = Number((step * 10 ** power).toPrecision(3));
      if (amount >= least && found.length < 3) found.push(amount);
    }
  return found;
}
