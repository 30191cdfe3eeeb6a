import { expect, it } from 'vitest';
import type { Brand } from '../operator/model';
import { fakeBrand, fakeOperator, fakeProvisioned, noOperator } from './fakes/fake-operator';
import { phoneTitle } from './phone-title';

const byUser: Brand = { ...fakeBrand, flags: new Set(['TITLE_USERNAME']) };

it('is the brand, and with TITLE_USERNAME the SIP user', () => {
  expect(phoneTitle(fakeOperator())).toBe('Northwind Telecom');
  expect(phoneTitle(fakeOperator({ provisioned: { ...fakeProvisioned, brand: byUser } }))).toBe('1001');
});

it('is the brand before anybody has signed in, whatever the flag', () => {
  expect(phoneTitle(fakeOperator({ phase: 'found', brand: byUser, provisioned: null }))).toBe('Northwind Telecom');
});

it('is our own name without an operator, or without a name of its', () => {
  expect(phoneTitle(noOperator)).toBe('Sidetone');
  expect(phoneTitle(fakeOperator({ brand: { ...fakeBrand, name: '' }, provisioned: null }))).toBe('Sidetone');
});
