import { describe, expect, it } from 'vitest';
import { readDomain, readInvitation, readPaymentReturn } from './invitation';

describe('readDomain', () => {
  it.each([
    ['phone.example.com', 'phone.example.com', 'https://phone.example.com'],
    ['  Phone.Example.COM ', 'phone.example.com', 'https://phone.example.com'],
    ['phone.example.com:8443', 'phone.example.com:8443', 'https://phone.example.com:8443'],
    ['phone.example.com:443', 'phone.example.com', 'https://phone.example.com'],
    ['phone.example.com.', 'phone.example.com', 'https://phone.example.com'],
    ['https://phone.example.com/', 'phone.example.com', 'https://phone.example.com'],
    // Never without TLS, whatever is written.
    ['http://phone.example.com', 'phone.example.com', 'https://phone.example.com'],
    ['portal', 'portal', 'https://portal'],
    ['münchen.example', 'xn--mnchen-3ya.example', 'https://xn--mnchen-3ya.example'],
    ['192.0.2.7', '192.0.2.7', 'https://192.0.2.7'],
    ['[2001:db8::1]:8443', '[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['127.0.0.1:8080', '127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'localhost:8080', 'http://localhost:8080'],
    ['https://localhost:8080', 'localhost:8080', 'https://localhost:8080'],
    ['[::1]:80', '[::1]', 'http://[::1]'],
  ])('%s', (text, domain, origin) => {
    expect(readDomain(text)).toEqual({ domain, origin });
  });

  it.each(
    [
      '',
      ' ',
      '.',
      '..',
      'a..b',
      '-a.example',
      'a b.example',
      'a\nb.example',
      'phone.example.com/path',
      'phone.example.com?x',
      'phone.example.com#x',
      'user@phone.example.com',
      'https://user:pw@phone.example.com',
      'phone.example.com:0',
      'phone.example.com:99999',
      'phone.example.com:x',
      'phone.example.com\\@evil.example',
      'ftp://phone.example.com',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'app://sidetone',
      '//phone.example.com',
      'https://',
      'https:///phone',
      '<img src=x>',
      'phone.example.com\u202emoc.live',
      'pho\u200bne.example',
      '%70hone.example',
      '1',
      '0x7f.1',
      '2130706433',
      '127.1',
      '192.0.2.999',
      '[::1',
      '[::1]]',
    ].filter((text) => text !== '__proto__/'),
  )('not %j', (text) => {
    expect(readDomain(text)).toBeNull();
  });
});

describe('readInvitation', () => {
  const domain = 'phone.example.com';
  it.each([
    ['sidetone://provision?domain=phone.example.com', ''],
    ['sidetone://provision/?domain=phone.example.com&user=1001', '1001'],
    ['SIDETONE://PROVISION?domain=PHONE.example.com&user=lena%40example.org', 'lena@example.org'],
    ['sidetone://provision?user=J%C3%B6rg&domain=phone.example.com&theme=x', 'Jörg'],
    ['\uFEFF{"domain":"phone.example.com","user":"1001"}\n', '1001'],
    ['{"domain":"phone.example.com","password":"x","user":"1001","more":{}}', '1001'],
    [' phone.example.com\n', ''],
  ])('%s', (text, user) => {
    expect(readInvitation(text, 'link')).toEqual({ domain, user, from: 'link' });
  });

  it.each([
    'sidetone://provision',
    'sidetone://provision?domain=',
    'sidetone://provision?domain=phone.example.com&domain=evil.example',
    'sidetone://provision?domain=phone.example.com/path',
    'sidetone://provision?domain=user:pw@phone.example.com',
    'sidetone://provision?domain=https%3A%2F%2Fphone.example.com%40evil.example',
    'sidetone://provision/evil?domain=phone.example.com',
    'sidetone://provision.evil?domain=phone.example.com',
    'sidetone://evil@provision?domain=phone.example.com',
    'sidetone://call?domain=phone.example.com',
    'sidetone:provision?domain=phone.example.com',
    'sidetones://provision?domain=phone.example.com',
    'https://phone.example.com/provision?domain=phone.example.com',
    '{"domain":{"toString":"x"}}',
    '{"domain":["phone.example.com"]}',
    '{"domain":"phone.example.com","user":7}',
    '{"user":"1001"}',
    '{"__proto__":{"domain":"phone.example.com"}}',
    '{"domain":"phone.example.com"',
    '[]',
    '"phone.example.com"',
    '\0',
  ])('not %j', (text) => {
    expect(readInvitation(text, 'file')).toBeNull();
  });

  it.each(['a\u0000b', 'a\u202eb', 'a\nb'])('leaves out the user %j', (user) => {
    expect(readInvitation(JSON.stringify({ domain, user }), 'file')).toEqual({ domain, user: '', from: 'file' });
  });
});

describe('readPaymentReturn', () => {
  it.each([
    ['sidetone://payment?id=0c9ad2b18d6e4f75a1', '0c9ad2b18d6e4f75a1'],
    ['sidetone://payment?payment=0c9ad2b18d6e4f75a1', '0c9ad2b18d6e4f75a1'],
    ['sidetone://payment/?id=a.b~c-d_e&status=paid', 'a.b~c-d_e'],
  ])('%s', (text, id) => {
    expect(readPaymentReturn(text)).toBe(id);
  });

  it.each([
    'sidetone://payment',
    'sidetone://payment?id=',
    'sidetone://payment?id=a&id=b',
    'sidetone://payment?payment=a&payment=b',
    'sidetone://payment?id=../../voucher',
    'sidetone://payment?id=a%20b',
    'sidetone://provision?id=a',
    'https://payment?id=a',
    '',
  ])('not %j', (text) => {
    expect(readPaymentReturn(text)).toBeNull();
  });
});

describe('what is far too long', () => {
  it.each([
    ['a label', readDomain, `${'a'.repeat(64)}.example`],
    ['a name', readDomain, `${'a.'.repeat(130)}example`],
    ['a domain', readDomain, 'x'.repeat(100_000)],
    ['a link', readInvitation, `sidetone://provision?domain=phone.example.com&x=${'x'.repeat(10_000)}`],
    ['a text', readInvitation, 'x'.repeat(100_000)],
    ['a deep text', readInvitation, '['.repeat(60_000)],
    ['a deep document', readInvitation, `{"domain":${'['.repeat(60_000)}`],
    ['a payment', readPaymentReturn, `sidetone://payment?id=${'a'.repeat(65)}`],
  ] as const)('is not %s', (_what, read, text) => {
    expect(read(text, 'file')).toBeNull();
  });

  it('is no user', () => {
    const text = JSON.stringify({ domain: 'phone.example.com', user: 'x'.repeat(300) });
    expect(readInvitation(text, 'file')).toMatchObject({ user: '' });
  });
});
