import { expect, it } from 'vitest';
import { hostOf, initials, partyName, shortName, tint } from './names';

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
