/** Monitored colleagues in words, shapes and colours. */
import { t } from '../locales/messages';
import type { Person } from '../phone/phone-api';
import type { Party } from '../phone/ports';

export type PresenceShape = 'free' | 'ringing' | 'busy' | 'away' | 'offline' | 'unknown';

export interface PersonFace {
  word: string;
  tone: 'live' | 'end' | 'hold' | 'quiet' | '3';
  shape: PresenceShape;
}

export function personFace({ state }: Person): PersonFace {
  switch (state.state) {
    case 'idle':
      return { word: t('people.idle'), tone: 'live', shape: 'free' };
    case 'ringing':
      return { word: t('people.ringing'), tone: 'live', shape: 'ringing' };
    case 'busy':
      return { word: t('people.busy'), tone: 'end', shape: 'busy' };
    case 'away':
      return { word: t('people.away'), tone: 'hold', shape: 'away' };
    case 'offline':
      return { word: t('people.offline'), tone: '3', shape: 'offline' };
    case 'refused':
      return { word: t('people.refused'), tone: '3', shape: 'unknown' };
    case 'unknown':
      return { word: t('people.unknown'), tone: '3', shape: 'unknown' };
  }
}

/** The other party of their call, where the switch tells it. */
export function talksWith({ state }: Person): Party | null {
  return 'with' in state ? state.with : null;
}

export const personParty = (person: Person): Party => ({ name: person.name, number: person.number, uri: '' });

/** Those who ring first, then by name. */
export function sortedPeople(people: readonly Person[]): Person[] {
  const rings = (person: Person): number => (person.state.state === 'ringing' ? 0 : 1);
  return people.toSorted(
    (one, other) =>
      rings(one) - rings(other) ||
      (one.name || one.number).localeCompare(other.name || other.number, undefined, { numeric: true }),
  );
}

/** Those whom the words fit: name or number. */
export function foundPeople(people: readonly Person[], words: string): Person[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return [...people];
  return people.filter(({ name, number }) => `${name} ${number}`.toLocaleLowerCase().includes(wanted));
}
