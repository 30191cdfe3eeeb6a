import { describe, expect, it } from 'vitest';
import { createAliases } from './support-aliases';

describe('createAliases', () => {
  it.each([
    ['INVITE sip:+442079460321@pbx.test SIP/2.0', 'INVITE sip:party-1@pbx.test SIP/2.0'],
    ['From: "Ada Lovelace" <sip:2002@pbx.test>;tag=a1 ⏎ ', 'From: "•••" <sip:party-1@pbx.test>;tag=a1 ⏎ '],
    ['From: Ada Lovelace <sips:2002@pbx.test>', 'From: "•••" <sips:party-1@pbx.test>'],
    ['f: "A \\" B" <tel:+44123>', 'f: "•••" <tel:party-1>'],
    ['To: <sip:1003@pbx.test> ⏎ Subject: about the loan ⏎ CSeq: 1 INVITE', 'To: <sip:1003@pbx.test> ⏎ Subject: •••'],
    ['To: <sip:2002:geheim@pbx.test>', 'To: <sip:party-1:•••@pbx.test>'],
    ['Via: SIP/2.0/WS a.invalid ⏎ REGISTER sip:pbx.test', 'Via: SIP/2.0/WS a.invalid ⏎ REGISTER sip:pbx.test'],
  ])('%s', (text, wanted) => {
    expect(createAliases(['1003'])(text)).toContain(wanted);
  });

  it('calls the same number the same, in every text', () => {
    const hide = createAliases([]);
    expect(hide('sip:1@a sip:2@a')).toBe('sip:party-1@a sip:party-2@a');
    expect(hide('sip:2@b tel:1')).toBe('sip:party-2@b tel:party-1');
  });

  it('reads a long text from outside in a short time', () => {
    const hide = createAliases([]);
    const started = performance.now();
    for (const text of [':"'.repeat(50_000), ': a'.repeat(50_000), 'sip:'.repeat(50_000), `:${' '.repeat(100_000)}`])
      hide(text);
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});
