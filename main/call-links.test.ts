import { describe, expect, it } from 'vitest';
import type { DialWish } from '../preload/contract';
import { callScheme, readCallLink, readTyped, type LinkRules } from './call-links';
import { noPolicies } from './policies';

const asking: LinkRules = noPolicies;
const dialling: LinkRules = {
  links: { tel: 'dial', sip: 'dial', sips: 'dial', callto: 'dial' },
  premiumPrefixes: ['0900', '+49900', '+1900'],
};
const wish = (number: string, doubt: DialWish['doubt'] = null): DialWish => ({
  number,
  how: doubt === null ? 'dial' : 'ask',
  from: 'link',
  doubt,
});

describe('a link that means a call', () => {
  it.each([
    // RFC 3966
    ['tel:+1-201-555-0123', '+12015550123'],
    ['tel:7042', '7042'],
    ['TEL:(0)30.901-820', '030901820'],
    ['tel:+49%20(0)30%20901820', '+4930901820'],
    ['tel:+49(0)30901820', '+4930901820'],
    ['tel:%2B4930901820', '+4930901820'],
    ['tel:+4930\u00a0901\u2011820', '+4930901820'],
    ['tel://+4930901820/', '+4930901820'],
    ['tel:+4930901820;ext=12-3', '+4930901820,123'],
    ['tel:+4930901820;isub=1411', '+4930901820'],
    ['tel:030901820,,4711', '030901820,,4711'],
    ['tel:030901820p4711w2', '030901820,4711w2'],
    [' tel:4711 ', '4711'],
    // RFC 3261, 19.1.3
    ['sip:alice@atlanta.com', 'alice@atlanta.com'],
    ['sips:alice@atlanta.com', 'sips:alice@atlanta.com'],
    ['sip:alice@atlanta.com;transport=tcp', 'alice@atlanta.com'],
    ['sip:+1-212-555-1212@gateway.com;user=phone', '+1-212-555-1212@gateway.com'],
    ['sip:alice@192.0.2.4:5070', 'alice@192.0.2.4:5070'],
    ['sip:alice@[2001:db8::10]', 'alice@[2001:db8::10]'],
    ['SIP:j%61ne@Example.com', 'jane@Example.com'],
    ['sip:conference.example.com', 'sip:conference.example.com'],
    ['sip:4711', '4711'],
    // As pages write them.
    ['callto:+4930901820', '+4930901820'],
    ['callto://+4930901820', '+4930901820'],
    ['callto:sip:alice@atlanta.com', 'alice@atlanta.com'],
    ['callto:tel:+4930901820', '+4930901820'],
  ])('%j calls %j', (link, number) => {
    expect(readCallLink(link, dialling)).toEqual(wish(number));
    expect(readCallLink(link, asking)).toEqual({ ...wish(number), how: 'ask' });
  });

  it.each([
    ['a service code', 'tel:*21*4711%23', '*21*4711#', 'service-code'],
    ['a code that would wipe a phone', 'tel:*2767*3855%23', '*2767*3855#', 'service-code'],
    ['a code as it stands', 'tel:**04*1234#', '**04*1234#', 'service-code'],
    ['a code behind a number', 'tel:030901820,*9#', '030901820,*9#', 'service-code'],
    ['a code at a host', 'sip:*21*4711%23@pbx.example', '*21*4711#@pbx.example', 'service-code'],
    ['a code in callto', 'callto:*100', '*100', 'service-code'],
    ['a dear number', 'tel:0900-123456', '0900123456', 'premium'],
    ['… with the country', 'tel:+49-900-123456', '+49900123456', 'premium'],
    ['… with 00', 'tel:0049900123456', '0049900123456', 'premium'],
    ['… with 011', 'tel:01149900123456', '01149900123456', 'premium'],
    ['… behind a 0 for an outside line', 'tel:00900123456', '00900123456', 'premium'],
    ['… behind a 9 for an outside line', 'tel:90049900123456', '90049900123456', 'premium'],
    ['… with a zero too many', 'tel:+49%280%29900123456', '+49900123456', 'premium'],
    ['… with a zero too many, openly', 'tel:+490900123456', '+490900123456', 'premium'],
    ['… in America', 'tel:+1%20(900)%20555-0199', '+19005550199', 'premium'],
    ['… at a host', 'sip:+49-900-123456@gateway.example', '+49-900-123456@gateway.example', 'premium'],
    ['an emergency number', 'tel:112', '112', 'emergency'],
    ['… behind a 0', 'tel:0112', '0112', 'emergency'],
    ['… at a host', 'sip:911@gateway.example', '911@gateway.example', 'emergency'],
    ['a context', 'tel:863-1234;phone-context=+1-914-555', '8631234', 'headers'],
    ['an unknown parameter', 'tel:4711;tgrp=x', '4711', 'headers'],
    ['a query', 'tel:4711?utm_source=mail', '4711', 'headers'],
    ['headers', 'sip:x@y.example?Replaces=a%3Bto-tag=b', 'x@y.example', 'headers'],
    ['a header for the answer', 'sip:x@y.example?Alert-Info=auto-answer', 'x@y.example', 'headers'],
    ['another way', 'sip:x@y.example;maddr=203.0.113.9', 'x@y.example', 'headers'],
    ['another method', 'sip:x@y.example;method=REFER', 'x@y.example', 'headers'],
    ['a password', 'sip:alice:secretword@atlanta.com', 'alice@atlanta.com', 'headers'],
    ['parameters of the user', 'sip:4711;phone-context=x@y.example', '4711@y.example', 'headers'],
    ['a body', 'sip:x@y.example?body=v%3D0', 'x@y.example', 'headers'],
  ] as const)('%s is asked about: %j', (_what, link, number, doubt) => {
    expect(readCallLink(link, dialling)).toEqual(wish(number, doubt));
    expect(readCallLink(link, { ...asking, premiumPrefixes: dialling.premiumPrefixes })).toMatchObject({
      number,
      how: 'ask',
      doubt,
    });
  });

  it.each([
    ['nothing', ''],
    ['only a scheme', 'tel:'],
    ['only a plus', 'tel:+'],
    ['another scheme', 'https://example.com/4711'],
    ['an invitation', 'sidetone://provision?domain=example.com'],
    ['a scheme in a scheme', 'tel:sip:x@y.example'],
    ['a web page in a scheme', 'sip:https://example.com'],
    ['a script', 'tel:javascript:alert(1)'],
    ['callto in callto', 'callto:callto:4711'],
    ['a Skype name', 'callto:echo123'],
    ['a Skype name with an action', 'callto://echo123?call'],
    ['letters', 'tel:0800FLOWERS'],
    ['a line break', 'tel:4711\r\n112'],
    ['an escaped line break', 'sip:x@y.example?Replaces=a%0d%0aFrom:%20b'],
    ['a line break in a parameter', 'tel:4711;x=%0a'],
    ['NUL', 'tel:4711%00'],
    ['a tab', 'tel:47\t11'],
    ['DEL', 'tel:4711%7f'],
    ['C1', 'tel:4711%C2%85'],
    ['the other reading direction', 'tel:\u202e4711'],
    ['the same, escaped', 'tel:%E2%80%AE4711'],
    ['nothing to be seen', 'tel:47%E2%80%8B11'],
    ['a line separator', 'tel:47%E2%80%A811'],
    ['escaped twice', 'tel:%252a21%2523'],
    ['escaped twice, in an address', 'sip:%252a21@y.example'],
    ['broken escapes', 'tel:%zz4711'],
    ['half a character', 'tel:%c3%28'],
    ['digits that look like others', 'tel:٠٩٠٠١٢٣'],
    ['wide digits', 'tel:４７１１'],
    ['a path', 'tel:../../4711'],
    ['a path, escaped', 'sip:..%2f..%2fetc%2fpasswd@y.example'],
    ['a path for a host', 'sip:x@../../etc'],
    ['a fragment', 'sip:x@y.example#4711'],
    ['two hosts', 'sip:x@y.example,z@w.example'],
    ['a space in the host', 'sip:x@y.example%20z'],
    ['a broken port', 'sip:x@y.example:99999'],
    ['quotes', 'sip:"x"@y.example'],
    ['a bracket', 'sip:x@y.example>'],
    ['a switch', 'tel:--hangup'],
    ['far too much', `tel:${'4711'.repeat(200)}`],
    ['too many digits', `tel:${'4'.repeat(65)}`],
    ['a user of great length', `sip:${'x'.repeat(200)}@y.example`],
    ['a host of great length', `sip:x@${'y'.repeat(300)}`],
    ['an address of great length', `sip:${'x'.repeat(100)}@${'y'.repeat(170)}`],
  ])('refuses %s: %j', (_what, link) => {
    expect(readCallLink(link, dialling)).toBeNull();
  });

  it('goes by the policy of its scheme', () => {
    const rules: LinkRules = { ...dialling, links: { tel: 'dial', sip: 'off', sips: 'ask', callto: 'dial' } };
    expect(readCallLink('tel:4711', rules)?.how).toBe('dial');
    expect(readCallLink('sip:x@y.example', rules)).toBeNull();
    expect(readCallLink('sips:x@y.example', rules)?.how).toBe('ask');
    expect(readCallLink('callto:4711', rules)?.how).toBe('dial');
    // One scheme is no way around the other.
    expect(readCallLink('callto:sip:x@y.example', rules)).toBeNull();
    expect(readCallLink('callto:sips:x@y.example', rules)?.how).toBe('ask');
  });

  it('takes no time over what was made to take some', () => {
    const before = performance.now();
    for (const part of ['(', '%28', ';', '(0', 'p', ',', '-', '@', '.a', 'tel:', 'callto:', '+0'])
      readCallLink(`tel:${part.repeat(500)}`.slice(0, 512), dialling);
    // A pattern that goes back and forth takes many seconds here.
    expect(performance.now() - before).toBeLessThan(4_000);
  });
});

it.each([
  ['tel:1', 'tel'],
  ['SIPS:1', 'sips'],
  ['sidetone:x', null],
  ['http://x', null],
  ['tel', null],
  ['--tel:1', null],
])('knows the scheme of %j: %j', (text, scheme) => {
  expect(callScheme(text)).toBe(scheme);
});

it.each([
  ['600', '600'],
  ['+49 (0)30 / 901-820', '+4930901820'],
  ['*21*4711#', '*21*4711#'],
  ['alice', 'alice'],
  ['alice@atlanta.com', 'alice@atlanta.com'],
  ['sips:alice@atlanta.com', 'sips:alice@atlanta.com'],
  ['tel:+4930901820', '+4930901820'],
  ['sip:x@y.example?Replaces=a', 'x@y.example'],
  ['', null],
  ['a b', null],
  ['600\n601', null],
  ['\u202e600', null],
  ['600\0', null],
  ['--hangup', null],
  ['/etc/passwd', null],
  ['6'.repeat(100), null],
])('as somebody typed it: %j is %j', (text, number) => {
  expect(readTyped(text)).toBe(number);
});
