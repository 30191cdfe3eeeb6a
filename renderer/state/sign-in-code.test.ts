import { describe, expect, it } from 'vitest';
import type { PortalFailure } from '../operator/model';
import { codeBlame, codeFault, readCode } from './sign-in-code';

describe('a code', () => {
  it.each([
    ['402913', '402913'],
    [' 402 913 ', '402913'],
    ['402-913', '402913'],
    ['Your code is 402913. It counts for 10 minutes.', '402913'],
    ['10 minutes: 402\u00a0913', '402913'],
    ['40291', '40291'],
    ['abc def', 'abcdef'],
    ['', ''],
  ])('out of “%s”', (text, code) => {
    expect(readCode(text, 6)).toBe(code);
  });

  it('has as many digits as the portal said', () => {
    expect(codeFault('402913', 6)).toBe('');
    expect(codeFault('4029', 4)).toBe('');
    expect(codeFault('', 6)).toMatch(/Type the code/u);
    expect(codeFault('40291', 6)).toMatch(/6 digits/u);
    expect(codeFault('40291x', 6)).toMatch(/6 digits/u);
  });
});

describe('what the portal says of it', () => {
  const failure = (type: string, detail: string, triesLeft?: number): PortalFailure => ({
    kind: 'problem',
    status: 401,
    type,
    detail,
    retryAfter: null,
    problem: triesLeft === undefined ? {} : { triesLeft },
  });
  it.each([
    [failure('wrong-code', 'This is not it. 4 tries are left.', 4), 'This is not it. 4 tries are left.'],
    [failure('wrong-code', 'This is not it.', 1), 'This is not it. One try is left.'],
    [failure('wrong-code', 'This is not it.', 0), 'This is not it. No tries are left.'],
    [failure('code-expired', 'Too old.'), 'Too old.'],
    [failure('code-used', 'Used.'), 'Used.'],
    [failure('wrong-credentials', 'No.'), null],
    [{ kind: 'offline' } as const, null],
  ])('%j', (said, words) => {
    expect(codeBlame(said)).toBe(words);
  });
});
