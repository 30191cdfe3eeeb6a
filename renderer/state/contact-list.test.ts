import { expect, it } from 'vitest';
import { firstLetter, isLetter, withLetters } from './contact-list';
import { sampleContact } from './fakes/fake-contacts.svelte';

it('groups names by their first letter, without its marks', () => {
  const names = ['Amira', 'änne', 'Ärzte', 'Bartholomew', 'Łukasz', 'Øystein', '1&1', 'محمد', '李', ' “Zoë”'];
  expect(names.map(firstLetter)).toEqual(['A', 'A', 'A', 'B', 'L', 'O', '#', 'م', '李', 'Z']);
});

it('puts a heading before each letter', () => {
  const contacts = ['Amira', 'Änne', 'Bob'].map((name) => sampleContact({ id: name, name }));
  const shown = withLetters(contacts).map((item) => (isLetter(item) ? item.letter : item.name));
  expect(shown).toEqual(['A', 'Amira', 'Änne', 'B', 'Bob']);
});

it('has a key of its own for every row, also where an order by other rules repeats a letter', () => {
  const contacts = ['A', 'B', 'A'].map((name, index) => sampleContact({ id: String(index), name }));
  const keys = withLetters(contacts).map(({ id }) => id);
  expect(new Set(keys).size).toBe(6);
});
