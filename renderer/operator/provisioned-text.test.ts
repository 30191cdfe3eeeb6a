import { expect, it } from 'vitest';
import type { Brand } from './model';
import { keepBrand, keepProv, readKeptBrand, readKeptProv, withoutSecrets } from './provisioned-text';

const document = {
  brandName: 'Northwind',
  flags: ['BALANCE'],
  menu: [{ id: 'custom', url: '/page/status', icon: 'mdi-pulse' }],
  paymentMethods: { stripe: { label: 'Card', currencies: ['EUR'], min_payment: 1, key: 'pk_1' } },
  iceServers: [{ urls: 'turn:turn.example', username: 'u', credential: 'turn-secret' }],
  someKeyOfTomorrow: { kept: true, apiToken: 'token-secret' },
  sipUser: { username: '1001', password: 'sip-secret', wsServer: 'wss://sip.example', realm: 'sip.example' },
};

it('keeps a document with what nobody knows, and without secrets', () => {
  const text = keepProv(document, '"1"', { 'mdi-pulse': 'M1' });
  expect(text).not.toMatch(/secret/);
  expect(text).toContain('someKeyOfTomorrow');
  expect(text).toContain('pk_1');
  const kept = readKeptProv(text);
  expect(kept?.tag).toBe('"1"');
  expect(kept?.provisioned).toMatchObject({ password: '', account: { user: '1001' }, menu: [{ icon: 'M1' }] });
});

it.each([
  '',
  '{}',
  'null',
  '[]',
  '{"tag":"","icons":{},"document":{}}',
  '{"tag":1',
  '{"tag":"","icons":{},"document":{"sipUser":{}}}',
])('takes nothing from %j', (text) => {
  expect(readKeptProv(text)).toBeNull();
  expect(readKeptBrand(text)).toBeNull();
});

it('survives any depth', () => {
  let deep: unknown = { password: 'secret' };
  for (let depth = 0; depth < 10_000; depth += 1) deep = [deep];
  expect(JSON.stringify(withoutSecrets(deep))).not.toContain('secret');
});

it('keeps a brand', () => {
  const brand: Brand = {
    name: 'Northwind',
    uuid: '',
    tokens: { brand: '#2f5be0' },
    flags: new Set(['REGISTER']),
    registerSuccessHtml: '<p>',
    supportUrl: '',
  };
  expect(readKeptBrand(keepBrand({ brand, tag: '"x"', practice: true }))).toEqual({
    brand,
    tag: '"x"',
    practice: true,
  });
  const forged = keepBrand({
    brand: { ...brand, tokens: { brand: 'red; } body { display: none' } },
    tag: '',
    practice: false,
  });
  expect(readKeptBrand(forged)).toBeNull();
});
