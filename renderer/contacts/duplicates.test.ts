import { expect, it } from 'vitest';
import type { Contact } from '../phone/contacts';
import { duplicateGroups, mergedContact } from './duplicates';
import { emptyContact } from './harmless-contact';

const contact = (name: string, numbers: string[] = [], more: Partial<Contact> = {}): Contact => ({
  ...emptyContact,
  id: name,
  name,
  numbers: numbers.map((number) => ({ label: '', number, extension: '' })),
  ...more,
});
const groups = (...contacts: Contact[]) => duplicateGroups(contacts).map((group) => group.map(({ name }) => name));

it.each([
  ['the same words', contact('Ada Lovelace'), contact('LOVELACE, Ada')],
  ['a name without its marks', contact('Zoë Müller'), contact('Zoe Muller')],
  ['a number and a part of the name', contact('Ada', ['030 5550123']), contact('Ada Lovelace', ['+49 30 555 01 23'])],
  [
    'an address and a part of the name',
    contact('Ada', [], { emails: ['Ada@acme.test'] }),
    contact('A. Lovelace, Ada', [], { emails: ['ada@acme.test'] }),
  ],
])('takes for one: %s', (_why, one, other) => {
  expect(groups(one, contact('Somebody Else'), other)).toEqual([[one.name, other.name]]);
});

it.each([
  ['a first name', contact('Ada'), contact('Ada', [], { id: 'other' })],
  ['a switchboard', contact('Ada Lovelace', ['030 5550123']), contact('Bert Brecht', ['030 5550123'])],
  ['an office', contact('Ada', [], { emails: ['i@acme.test'] }), contact('Bert', [], { emails: ['i@acme.test'] })],
  ['a short number', contact('Ada', ['100']), contact('Ada Lovelace', ['100'])],
  [
    'other extensions',
    contact('Ada', [], { numbers: [{ label: '', number: '030 5550123', extension: '1' }] }),
    contact('Ada L', [], { numbers: [{ label: '', number: '030 5550123', extension: '2' }] }),
  ],
])('does not take for one, for %s alone', (_why, one, other) => {
  expect(groups(one, other)).toEqual([]);
});

it('follows from one to the next', () => {
  expect(
    groups(
      contact('Ada L', ['0301234567']),
      contact('Bert'),
      contact('Ada Lovelace', ['+49301234567']),
      contact('lovelace ada'),
    ),
  ).toEqual([['Ada L', 'Ada Lovelace', 'lovelace ada']]);
});

it('merges without losing or doubling anything', () => {
  const merged = mergedContact(contact('Ada', ['030 1234567'], { notes: 'a', emails: ['a@b.test'], favourite: true }), [
    contact('Ada Lovelace', ['+49 30 1234567', 'sip:ada@b.test'], {
      familyName: 'Lovelace',
      notes: 'a',
      emails: ['A@B.test'],
    }),
    contact('A', ['0301234567'], { organization: 'Acme', notes: 'b' }),
  ]);
  expect(merged).toEqual(
    contact('Ada', ['030 1234567', 'sip:ada@b.test'], {
      familyName: 'Lovelace',
      organization: 'Acme',
      notes: 'a\n\nb',
      emails: ['a@b.test'],
      favourite: true,
    }),
  );
});
