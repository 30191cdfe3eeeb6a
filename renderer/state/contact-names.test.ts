import { afterEach, expect, it, vi } from 'vitest';
import { fakeAccount } from '../phone/fakes/fake-phone';
import { contactNames } from './contact-names';
import { sampleContact } from './fakes/fake-contacts.svelte';
import { initials, nameParties, namesChanged, onNamesChanged, partyName, withKnownName } from './names';

const ada = sampleContact({ name: 'Ada' });
const contacts = { whose: (number: string) => (['+49305550123', '100'].includes(number) ? ada : null) };
const lines = () => [
  {
    account: { ...fakeAccount, domain: 'pbx.test', servers: ['wss://edge.pbx.test:8089/ws'] },
    state: { kind: 'off' as const },
    doNotDisturb: null,
    voicemail: null,
  },
];
const nameOf = contactNames(contacts, lines);

afterEach(() => {
  nameParties(() => '');
});

it.each([
  ['+49305550123', 'sip:+49305550123@carrier.test', 'Ada'],
  ['100', 'sip:100@pbx.test', 'Ada'],
  ['100', 'sip:100@PBX.TEST', 'Ada'],
  ['100', 'sip:100@edge.pbx.test', 'Ada'],
  ['100', 'sip:100@10.0.0.1:5060', 'Ada'],
  ['100', '', 'Ada'],
  ['100', 'sip:100@evil.test', ''],
  ['', 'sip:anonymous@anonymous.invalid', ''],
  ['200', 'sip:200@pbx.test', ''],
])('knows %s at %s as “%s”', (number, uri, name) => {
  expect(nameOf({ name: 'Mallory', number, uri })).toBe(name);
});

it('shows the name of the contact wherever a party is named, and says when that may have changed', () => {
  const party = { name: 'ADA L', number: '100', uri: '' };
  expect(partyName(party)).toBe('ADA L');
  const heard = vi.fn();
  const stop = onNamesChanged(heard);
  nameParties(nameOf);
  expect(partyName(party)).toBe('Ada');
  expect(initials(party)).toBe('A');
  expect(withKnownName(party)).toEqual({ ...party, name: 'Ada' });
  namesChanged();
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  namesChanged();
  expect(heard).toHaveBeenCalledTimes(2);
});
