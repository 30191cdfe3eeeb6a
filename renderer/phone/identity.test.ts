import { describe, expect, it } from 'vitest';
import { harmlessParty, harmlessText } from './identity';

describe('text from outside', () => {
  it.each([
    ['a name', 'Alice Müller', 'Alice Müller'],
    ['markup stays text', '<img src=x onerror=alert(1)>&amp;', '<img src=x onerror=alert(1)>&amp;'],
    ['line breaks', 'Alice\r\nVia: evil\u2028next\u0085x', 'Alice Via: evil next x'],
    ['control characters', 'A\u0000B\u001b[31mC\u007f', 'A B [31mC'],
    ['bidi override', 'invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['bidi isolates and marks', '\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061cd', 'abcd'],
    ['zero-width flood', `A${'\u200b\u200d\u2060\ufeff'.repeat(500)}B`, 'AB'],
    ['only invisible', '\u200b\u2060\u00ad', ''],
    ['blanks of all kinds', '\u3000Bob\u00a0\u2800\u3164 Ross\u2003', 'Bob Ross'],
    ['tags and private use', 'A\u{e0041}\u{e0042}\ue000\u{f0000}B', 'AB'],
    ['half a surrogate pair', 'A\ud800B', 'AB'],
    ['stacked marks', `Z${'\u0335\u0322\u0301'.repeat(50)}algo`, 'Z\u0335\u0322algo'],
    ['accents of a real name', 'Nguye\u0302\u0303n', 'Nguye\u0302\u0303n'],
    ['Arabic', 'محمد علي', 'محمد علي'],
    ['a joiner in a Persian word', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['an emoji family', '👩\u200d👧 Home', '👩\u200d👧 Home'],
    ['an emoji with its variation selector', 'I ❤\ufe0f you', 'I ❤\ufe0f you'],
  ])('%s', (_what, text, expected) => expect(harmlessText(text)).toBe(expected));

  it('is cut with … and not inside a character', () => {
    const long = harmlessText('x'.repeat(10_000));
    expect(long).toBe(`${'x'.repeat(99)}…`);
    expect(harmlessText('📞'.repeat(200))).toBe(`${'📞'.repeat(99)}…`);
    expect(harmlessText('ab cd', 4)).toBe('ab…');
    expect(harmlessText('abcd', 4)).toBe('abcd');
  });

  it('costs no time, however long', () => {
    for (const piece of ['a', '\u0301', '\u200b', ' ', '👩\u200d', '\ue000'])
      expect(Array.from(harmlessText(piece.repeat(100_000))).length).toBeLessThanOrEqual(100);
  });

  it('is the same the second time', () => {
    for (const text of ['می\u200cخواهم', 'a\u200bb', 'x'.repeat(300), ' a \n b '])
      expect(harmlessText(harmlessText(text))).toBe(harmlessText(text));
  });
});

describe('a party', () => {
  it('is made harmless in every part', () => {
    expect(harmlessParty({ name: 'A\nB', number: `1\u202e2${'3'.repeat(100)}`, uri: 'sip:x\u0000@y' })).toEqual({
      name: 'A B',
      number: `12${'3'.repeat(61)}…`,
      uri: 'sip:x @y',
    });
  });
});
