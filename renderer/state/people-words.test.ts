import { describe, expect, it } from 'vitest';
import type { Person } from '../phone/phone-api';
import { foundPeople, personFace, sortedPeople, talksWith } from './people-words';

const party = { name: 'Bob', number: '2', uri: '' };
const person = (name: string, state: Person['state'], number = '1'): Person => ({ line: 'a', number, name, state });
const told = (state: 'offline' | 'idle' | 'ringing' | 'busy' | 'away'): Person['state'] => ({
  state,
  note: '',
  with: null,
  ringing: null,
});

describe('monitored people', () => {
  it('has a word and a shape of its own for every state', () => {
    const states = [
      ...(['offline', 'idle', 'ringing', 'busy', 'away'] as const).map(told),
      { state: 'unknown' } as const,
      { state: 'refused', status: 403 } as const,
    ];
    const faces = states.map((state) => personFace(person('Ada', state)));
    expect(new Set(faces.map(({ word }) => word)).size).toBe(states.length);
    for (const { word } of faces) expect(word).toMatch(/^[A-Z]/u);
    expect(new Set(faces.slice(0, 6).map(({ shape }) => shape)).size).toBe(6);
  });

  it('puts those who ring first, then goes by name and number', () => {
    const people = [
      person('Zoë', told('idle')),
      person('', told('idle'), '20'),
      person('', told('busy'), '3'),
      person('Mia', told('ringing')),
      person('Änne', told('idle')),
    ];
    expect(sortedPeople(people).map(({ name, number }) => name || number)).toEqual(['Mia', '3', '20', 'Änne', 'Zoë']);
  });

  it('finds by part of the name or number', () => {
    const people = [person('Ada Lovelace', told('idle'), '1001'), person('Grace', told('idle'), '1002')];
    expect(foundPeople(people, ' LOVE ').map(({ name }) => name)).toEqual(['Ada Lovelace']);
    expect(foundPeople(people, '1002').map(({ name }) => name)).toEqual(['Grace']);
    expect(foundPeople(people, '')).toHaveLength(2);
  });

  it('tells whom they talk with only where the switch does', () => {
    expect(talksWith(person('Ada', { state: 'unknown' }))).toBeNull();
    expect(talksWith(person('Ada', { state: 'busy', note: '', with: party, ringing: null }))).toBe(party);
  });
});
