import { expect, it } from 'vitest';
import type { HistoryEntry } from '../phone/history';
import { fakeEntry } from '../phone/fakes/fake-entry';
import { callsWith, contactDetail, isOrganization, mainNumber, watchedContacts } from './contact-words';
import { FakeContacts, sampleContact } from './fakes/fake-contacts.svelte';

const number = (number: string, extension = '') => ({ label: '', number, extension });

it('calls the first number, or the extension where there is no number', () => {
  expect(mainNumber({ numbers: [] })).toBe('');
  expect(mainNumber({ numbers: [number(''), number('', '2214'), number('+4930')] })).toBe('2214');
});

it('says one thing more than the name', () => {
  expect(contactDetail(sampleContact({ organization: 'Analytical Engines' }))).toBe('Analytical Engines');
  const company = sampleContact({ name: 'ACME', organization: 'ACME', category: 'Supplier' });
  expect([isOrganization(company), contactDetail(company)]).toEqual([true, 'Supplier']);
  expect(isOrganization({ ...company, givenName: 'A' })).toBe(false);
});

it('knows a watched colleague by the extension', () => {
  const person = { line: 'a', number: '2214', name: '', state: { state: 'unknown' as const } };
  const watched = watchedContacts([person]);
  expect(watched({ numbers: [number('+442079460321', '2214')] })).toBe(person);
  expect(watched({ numbers: [number('+442079460321')] })).toBeNull();
});

it('finds the calls with any of somebody’s numbers', () => {
  const contacts = new FakeContacts([sampleContact({ numbers: [number('+44 1'), number('+44 2')] })]);
  const call = (to: string): HistoryEntry => fakeEntry({ id: to, party: { name: '', number: to, uri: '' } });
  const history = [call('+441'), call('+443'), call('+442'), call('')];
  expect(callsWith(history, contacts, 'ada', 5).map(({ id }) => id)).toEqual(['+441', '+442']);
  expect(callsWith(history, contacts, 'ada', 1)).toHaveLength(1);
});
