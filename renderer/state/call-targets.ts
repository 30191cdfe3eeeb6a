/** To whom a call may be passed on: what was typed, colleagues that are watched, contacts, people of the last calls. */
import type { Contact } from '../phone/contacts';
import { readDialString } from '../phone/dial-string';
import type { Person, PhoneState } from '../phone/phone-api';
import type { Party } from '../phone/ports';
import { contactParty } from './contact-words';
import { recentPeople } from './history-list';

export interface CallTarget {
  kind: 'typed' | 'person' | 'contact' | 'recent';
  /** What is dialled. */
  number: string;
  party: Party;
  /** The watched colleague behind the number; null: nobody watches it. */
  person: Person | null;
  /** The contact that it is a number of; null: none. */
  contact: Contact | null;
  /** Which of its numbers; empty: not told. */
  label: string;
}

/** Recent people, and contacts, shown at most. */
const limit = 20;
const plain = { person: null, contact: null, label: '' } as const;

/**
 * Best first. `except`: numbers that make no sense, such as that of the caller. `contacts`: those that the query fits, or
 * the favourites without a query.
 */
export function callTargets(
  state: Pick<PhoneState, 'people' | 'history'>,
  query: string,
  except: readonly string[] = [],
  contacts: readonly Contact[] = [],
): CallTarget[] {
  const asked = fold(query.trim());
  const people = state.people.map((person): CallTarget => ({
    ...plain,
    kind: 'person',
    number: person.number,
    party: { name: person.name, number: person.number, uri: '' },
    person,
  }));
  const known = new Set([...except, ...people.map(({ number }) => number)].map(digitsOf));
  const listed = contacts.slice(0, limit).flatMap(targetsOf).filter(once(known));
  const recent = recentPeople(state.history, 400)
    .filter(({ party }) => !known.has(digitsOf(party.number)))
    .map(({ party }): CallTarget => ({ ...plain, kind: 'recent', number: party.number, party }));
  const fitting = [
    ...people.filter((target) => !except.includes(target.number) && fits(target, asked)),
    ...listed,
    ...recent.filter((target) => fits(target, asked)).slice(0, limit),
  ];
  const typed = typedTarget(query);
  return typed && !fitting.some(({ number }) => number === typed.number) ? withTyped(typed, fitting) : fitting;
}

/** Every number of a contact, and its extensions. */
function targetsOf(contact: Contact): CallTarget[] {
  return contact.numbers.flatMap(({ label, number, extension }) =>
    [number, extension]
      .filter((one) => one !== '')
      .map((one): CallTarget => ({
        kind: 'contact',
        number: one,
        party: contactParty(contact),
        person: null,
        contact,
        label: one === number ? label : '',
      })),
  );
}

/** Lets each number pass once. */
function once(known: Set<string>): (target: CallTarget) => boolean {
  return ({ number }) => {
    const digits = digitsOf(number);
    if (known.has(digits)) return false;
    known.add(digits);
    return true;
  };
}

/** A number comes before those that contain it; a word that could be a user name comes after the people that it fits. */
function withTyped(typed: CallTarget, fitting: CallTarget[]): CallTarget[] {
  return /^\+?[\d*#]/u.test(typed.number) || typed.number.includes('@') ? [typed, ...fitting] : [...fitting, typed];
}

function typedTarget(query: string): CallTarget | null {
  const read = readDialString(query);
  if (!read.ok) return null;
  return { ...plain, kind: 'typed', number: read.shown, party: { name: '', number: read.shown, uri: '' } };
}

function fits({ party }: CallTarget, asked: string): boolean {
  if (asked === '') return true;
  if (fold(party.name).includes(asked) || fold(party.number).includes(asked)) return true;
  const digits = digitsOf(asked);
  return /^\+?\d+$/u.test(digits) && party.number.includes(digits);
}

const digitsOf = (text: string): string => text.replace(/[\s()./-]/gu, '');

/** Without case and accents: `boglarka` finds Boglárka. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
