import { describe, expect, it } from 'vitest';
import { numberIn } from './selected-number';

describe('numberIn', () => {
  it.each([
    ['030 1234567', '0301234567'],
    ['  +49 (0)30 / 12 34-56  ', '+4930123456'],
    ['(030) 123.456', '030123456'],
    ['tel:+49-30-1234', '+49301234'],
    ['+1\u00a0(555)\u2011010\u20130199', '+15550100199'],
    ['\u202a+49 30 12\u202c', '+493012'],
    ['*43#', '*43#'],
    ['７７１', '771'],
    ['9', '9'],
  ])('%s is %s', (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  it.each([
    ['nothing', ''],
    ['only spaces', '   '],
    ['letters', '0800 FLOWERS'],
    ['a sentence', 'call me at 030 1234'],
    ['two numbers on two lines', '030 1234\n030 5678'],
    ['a sign in the middle', '030+1234'],
    ['no digit', '+'],
    ['signs only', '*#'],
    ['an address with headers', 'sip:a@b?Replaces=x'],
    ['a script', 'javascript:alert(1)'],
    ['control characters', '030\u00071234'],
    ['a page that was copied', '1'.repeat(5_000)],
    ['more digits than any number has', '1'.repeat(40)],
  ])('%s is none', (_name, text) => {
    expect(numberIn(text)).toBeNull();
  });
});
