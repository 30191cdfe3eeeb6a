import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../phone/history';
import type { Person } from '../phone/phone-api';
import { callTargets } from './call-targets';
import { sampleContact } from './fakes/fake-contacts.svelte';

const person = (name: string, number: string): Person => ({ line: 'a', name, number, state: { state: 'unknown' } });
let id = 0;
const entry = (name: string, number: string): HistoryEntry => {
  id += 1;
  return {
    id: String(id),
    direction: 'incoming',
    party: { name, number, uri: `sip:${number}@a.test` },
    line: '1@a.test',
    startedAt: 0,
    answeredAt: null,
    endedAt: 0,
    reason: { kind: 'missed' },
    seen: true,
  };
};
const state = {
  people: [person('Oleksandra Kovalenko', '1014'), person('Kovács Ágnes-Boglárka', '1188')],
  history: [entry('Priya Raghunathan', '2031'), entry('O. Kovalenko', '1014'), entry('Priya Raghunathan', '2031')],
};
const found = (query: string, except?: string[]) =>
  callTargets(state, query, except).map(({ kind, number }) => `${kind} ${number}`);

describe('to whom a call may go', () => {
  it('is colleagues, then recent people, each once', () => {
    expect(found('')).toEqual(['person 1014', 'person 1188', 'recent 2031']);
  });

  it('is found by name without regard to case and accents, and by number however it is written', () => {
    expect(found('boglarka')).toEqual(['person 1188', 'typed boglarka']);
    expect(found('raghu na')).toEqual([]);
    expect(found('PRIYA R')).toEqual(['recent 2031']);
    expect(found('10 14')).toEqual(['person 1014']);
  });

  it('is a typed number before those that contain it', () => {
    expect(found('1')).toEqual(['typed 1', 'person 1014', 'person 1188', 'recent 2031']);
    expect(found('ann@home.test')).toEqual(['typed ann@home.test']);
    expect(found('+49 30 / 23125-143')).toEqual(['typed +493023125143']);
  });

  it('is never the caller, and nobody for what is no number', () => {
    expect(found('', ['1014', '2031'])).toEqual(['person 1188']);
    expect(found('no such person!')).toEqual([]);
  });

  it('is every number of the contacts that fit, each once, after colleagues and before recent people', () => {
    const ada = sampleContact({
      numbers: [
        { label: 'Work', number: '+49 30 1', extension: '1014' },
        { label: 'Mobile', number: '+49 170 2', extension: '' },
      ],
    });
    const again = sampleContact({ id: 'again', numbers: [{ label: '', number: '+49301', extension: '' }] });
    const targets = callTargets(state, '', [], [ada, again]);
    expect(targets.map(({ kind, number, label }) => `${kind} ${number} ${label}`)).toEqual([
      'person 1014 ',
      'person 1188 ',
      'contact +49 30 1 Work',
      'contact +49 170 2 Mobile',
      'recent 2031 ',
    ]);
    expect(callTargets(state, 'ada', ['+49301'], [ada]).map(({ number }) => number)).toEqual(['+49 170 2', 'ada']);
  });
});
