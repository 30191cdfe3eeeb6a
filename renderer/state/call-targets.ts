/** To whom a call may be passed on: what was typed, colleagues that are watched, people of the last calls. */
import { readDialString } from '../phone/dial-string';
import type { Person, PhoneState } from '../phone/phone-api';
import type { Party } from '../phone/ports';
import { recentPeople } from './history-list';

export interface CallTarget {
  kind: 'typed' | 'person' | 'recent';
  /** What is dialled. */
  number: string;
  party: Party;
  /** The watched colleague behind the number; null: nobody watches it. */
  person: Person | null;
}

/** Recent people shown at most. */
const recentLimit = 20;

/** Best first. `except`: numbers that make no sense, such as that of the caller. */
export function callTargets(
  state: Pick<PhoneState, 'people' | 'history'>,
  query: string,
  except: readonly string[] = [],
): CallTarget[] {
  const asked = fold(query.trim());
  const people = state.people.map((person): CallTarget => ({
    kind: 'person',
    number: person.number,
    party: { name: person.name, number: person.number, uri: '' },
    person,
  }));
  const known = new Set([...except, ...people.map(({ number }) => number)]);
  const recent = recentPeople(state.history, 400)
    .filter(({ party }) => !known.has(party.number))
    .map(({ party }): CallTarget => ({ kind: 'recent', number: party.number, party, person: null }));
  const fitting = [
    ...people.filter((target) => !except.includes(target.number) && fits(target, asked)),
    ...recent.filter((target) => fits(target, asked)).slice(0, recentLimit),
  ];
  const typed = typedTarget(query);
  return typed && !fitting.some(({ number }) => number === typed.number) ? withTyped(typed, fitting) : fitting;
}

/** A number comes before those that contain it; a word that could be a user name comes after the people that it fits. */
function withTyped(typed: CallTarget, fitting: CallTarget[]): CallTarget[] {
  return /^\+?[\d*#]/u.test(typed.number) || typed.number.includes('@') ? [typed, ...fitting] : [...fitting, typed];
}

function typedTarget(query: string): CallTarget | null {
  const read = readDialString(query);
  if (!read.ok) return null;
  return { kind: 'typed', number: read.shown, party: { name: '', number: read.shown, uri: '' }, person: null };
}

function fits({ party }: CallTarget, asked: string): boolean {
  if (asked === '') return true;
  if (fold(party.name).includes(asked) || fold(party.number).includes(asked)) return true;
  const digits = asked.replace(/[\s()./-]/gu, '');
  return /^\+?\d+$/u.test(digits) && party.number.includes(digits);
}

/** Without case and accents: `boglarka` finds Boglárka. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
