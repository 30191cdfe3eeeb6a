import type { PersonState } from '../phone/ports';
import { children, child, find, readXml, textOf } from './xml-document';

/** RFC 4480, section 3.2: what keeps somebody from the phone. Whatever else they do, they can be called. */
const AWAY: readonly string[] = [
  'away',
  'be-right-back',
  'breakfast',
  'dinner',
  'holiday',
  'in-transit',
  'lunch',
  'meal',
  'out-of-office',
  'permanent-absence',
  'sleeping',
  'travel',
  'vacation',
  'worship',
];
const BUSY: readonly string[] = ['busy', 'on-the-phone', 'appointment', 'meeting', 'performance', 'presentation'];

/**
 * A presence document (RFC 3863) with the activities of RFC 4480. It cannot tell that a phone rings, nor who calls.
 * Throws UnreadableError.
 */
export function readPresence(text: string): PersonState {
  const root = readXml(text, 'presence');
  const open = children(root, 'tuple').some(
    (tuple) => textOf(child(child(tuple, 'status'), 'basic'), 16).toLowerCase() === 'open',
  );
  // A person's activities may stand in a person of RFC 4479, or straight in a tuple.
  const activities = [...(find(root, 'activities')?.children ?? [])].slice(0, 32).map(({ localName }) => localName);
  const some = (names: readonly string[]) => activities.some((name) => names.includes(name));
  const state = some(BUSY) ? 'busy' : !open ? 'offline' : some(AWAY) ? 'away' : 'idle';
  const notes = [...children(root, 'note'), ...children(root, 'person'), ...children(root, 'tuple')].map((element) =>
    textOf(element.localName === 'note' ? element : child(element, 'note'), 200),
  );
  return { state, note: notes.find((note) => note !== '') ?? '', with: null, ringing: null };
}
