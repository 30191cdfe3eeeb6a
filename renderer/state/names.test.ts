import { describe, expect, it } from 'vitest';
import type { Account } from '../phone/account';
import { fakeAccount } from '../phone/fakes/fake-phone';
import { calledNumber, hostOf, initials, lineName, lineOf, partyName, shortName, tint } from './names';

const of = (name: string, number = '1001') => ({ name, number, uri: '' });

it.each([
  ['Dr. Ilka Böttcher-Schmidthuber', 'IB'],
  ['Amira El-Masry', 'AE'],
  ['Müller, Anna', 'MA'],
  ['محمد عبد الرحمن الشامي', 'ما'],
  ['Reception', 'R'],
  ['<script>', 'S'],
  ['1234', ''],
  ['', ''],
])('initials of %s', (name, letters) => {
  expect(initials(of(name))).toBe(letters);
});

it('calls a party by name, else by number, else by a word', () => {
  expect(partyName(of('Ada'))).toBe('Ada');
  expect(partyName(of(''))).toBe('1001');
  expect(partyName(of('', ''))).toBe('Unknown caller');
});

it('shortens a name past its title', () => {
  expect(shortName(of('Dr. Ilka Böttcher'))).toBe('Ilka');
  expect(shortName(of('', '600'))).toBe('600');
});

it('gives the same name the same ground', () => {
  expect(tint(of('Ada'))).toBe(tint(of('Ada')));
  expect(
    new Set(['Ada', 'Bert', 'Cleo', 'Dora', 'Emil', 'Finn', 'Gina', 'Hugo'].map((name) => tint(of(name)))).size,
  ).toBeGreaterThan(1);
});

it('names a server by its host', () => {
  expect(hostOf('wss://pbx.test:8089/ws')).toBe('pbx.test:8089');
  expect(hostOf('nonsense')).toBe('nonsense');
});

describe('the line of a call', () => {
  const account = (id: string, user: string, label = ''): Account => ({ ...fakeAccount, id, user, label });
  const sales = account('a', '1001', 'Sales');
  const support = account('b', '1002');
  const lines = [sales, support].map((one) => ({
    account: one,
    state: { kind: 'off' as const },
    doNotDisturb: null,
    voicemail: null,
  }));

  it('is the one it came in on, by the name that the user gave it', () => {
    expect(lineName(lineOf({ lines, account: sales }, { line: 'b' }))).toBe('1002');
    expect(lineName(lineOf({ lines, account: support }, { line: 'a' }))).toBe('Sales');
    expect(lineName(lineOf({ lines: [], account: null }, { line: 'a' }))).toBe('');
  });

  it('tells the number that was called only where that is news', () => {
    expect(calledNumber(sales, { called: '+49301', direction: 'incoming' })).toBe('+49301');
    expect(calledNumber(sales, { called: '1001', direction: 'incoming' })).toBe('');
    expect(calledNumber(sales, { called: '', direction: 'incoming' })).toBe('');
    expect(calledNumber(sales, { called: '600', direction: 'outgoing' })).toBe('');
  });
});
