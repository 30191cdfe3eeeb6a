import { describe, expect, it } from 'vitest';
import { money, readAmount, roundAmounts } from './money';

describe('money', () => {
  it('is written for its currency', () => {
    expect(money(48.2, 'EUR')).toMatch(/^€\s?48\.20$/u);
    expect(money(-0.35, 'EUR')).toMatch(/^[-−]€0\.35$/u);
    expect(money(1200, 'JPY')).toMatch(/1,200$/u);
    expect(money(1.5, 'KWD')).toMatch(/1\.500$/u);
  });

  it('is a number where the currency is unknown', () => {
    expect(money(1234.5, '')).toBe('1,234.50');
    expect(money(1, 'not a currency')).toBe('1.00');
  });
});

describe('readAmount', () => {
  it.each<[string, string, number | null]>([
    ['20', 'EUR', 20],
    [' 12.50 ', 'EUR', 12.5],
    ['12,5', 'EUR', 12.5],
    ['1,000', 'EUR', 1000],
    ['1.000', 'EUR', 1000],
    ['1,000.50', 'EUR', 1000.5],
    ['1.000,50', 'EUR', 1000.5],
    ["1'000.50", 'EUR', 1000.5],
    ['1 000,50', 'EUR', 1000.5],
    ['1,000,000', 'EUR', 1_000_000],
    ['1.234', 'KWD', 1.234],
    ['1,234.567', 'KWD', 1234.567],
    ['10.555', 'KWD', 10.555],
    ['12.345.678', 'KWD', 12_345_678],
    ['7.', 'EUR', 7],
    ['12.3456', 'EUR', null],
    ['10.5', 'JPY', null],
    ['1,00,50', 'EUR', null],
    ['1.2.3', 'EUR', null],
    ['-5', 'EUR', null],
    ['1e3', 'EUR', null],
    ['€20', 'EUR', null],
    ['', 'EUR', null],
    ['.5', 'EUR', null],
  ])('%j in %s', (text, currency, amount) => {
    expect(readAmount(text, currency)).toBe(amount);
  });
});

it('offers round amounts from the least on', () => {
  expect(roundAmounts(10)).toEqual([10, 20, 50]);
  expect(roundAmounts(5)).toEqual([5, 10, 20]);
  expect(roundAmounts(7.5)).toEqual([10, 20, 50]);
  expect(roundAmounts(0.5)).toEqual([0.5, 1, 2]);
  expect(roundAmounts(0)).toEqual([1, 2, 5]);
  expect(roundAmounts(1000)).toEqual([1000, 2000, 5000]);
});
