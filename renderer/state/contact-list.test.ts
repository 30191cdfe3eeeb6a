import { expect, it } from 'vitest';
import { sampleContact } from './fakes/fake-contacts.svelte';
import { contactItems, firstLetter } from './contact-list';

it('groups names by their first letter, without its marks', () => {
  const names = ['Amira', 'änne', 'Ärzte', 'Bartholomew', 'Łukasz', 'Øystein', '1&1', 'محمد', '李'];
  expect(names.map(firstLetter)).toEqual(['A', 'A', 'A', 'B', 'L', 'O', '#', 'م', '李']);
});

it('puts a heading before each letter, and none into what was searched', () => {
  const contacts = ['Amira', 'Änne', 'Bob'].map((name) => sampleContact({ id: name, name }));
  const shown = contactItems(contacts, true).map((item) => (item.kind === 'letter' ? item.letter : item.contact.name));
  expect(shown).toEqual(['A', 'Amira', 'Änne', 'B', 'Bob']);
  expect(contactItems(contacts, false)).toHaveLength(3);
});

it('has a key of its own for every row, also where an order by other rules repeats a letter', () => {
  const contacts = ['A', 'B', 'A'].map((name, index) => sampleContact({ id: String(index), name }));
  const keys = contactItems(contacts, true).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
