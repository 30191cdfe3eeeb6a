import { describe, expect, it } from 'vitest';
import { callerText, plain } from './caller';

describe('callerText', () => {
  it.each([
    ['Alice', '1001', 'Alice (1001)'],
    ['', '1001', '1001'],
    ['1001', '1001', '1001'],
    ['Alice', '', 'Alice'],
    ['', '', 'Unknown number'],
    [' \u202e ', '\n', 'Unknown number'],
    ['{name}', '{', '{name} ({)'],
  ])('%j %j → %j', (name, number, text) => {
    expect(callerText({ name, number })).toBe(text);
  });
});

describe('plain', () => {
  it('makes one line of many and drops what turns or moves text', () => {
    expect(plain('a\r\n\tb\u2028c\u0000d')).toBe('a b c d');
    expect(plain('\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061cx')).toBe('x');
  });

  it('keeps other scripts and joined emoji', () => {
    expect(plain('Müller אבג علي 山田 👩‍💻')).toBe('Müller אבג علي 山田 👩‍💻');
  });

  it('cuts between characters, never within one', () => {
    expect(plain('😀'.repeat(100), 5)).toBe('😀😀😀😀…');
    expect(plain('12345', 5)).toBe('12345');
    expect(plain('x'.repeat(5_000_000), 5)).toBe('xxxx…');
  });
});
