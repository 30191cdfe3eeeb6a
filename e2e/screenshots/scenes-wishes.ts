/** Scenes of numbers that something outside of the window wants called. */
import type { DialWish } from '../../preload/contract';
import { sampleContact } from '../../renderer/state/fakes/fake-contacts.svelte';
import { now } from './people';
import type { Scene } from './scenes';

const wish = (number: string, more: Partial<DialWish> = {}): DialWish => ({
  number,
  how: 'ask',
  from: 'link',
  doubt: null,
  ...more,
});
const ada = { all: [sampleContact({ name: 'Ada Lovelace of the Analytical Engine Company' })], directory: null };
const unready: Scene['state'] = {
  line: { kind: 'waiting', attempt: 3, server: 0, until: now + 12_000, cause: { kind: 'no-pong' } },
};

export const wishScenes: Record<string, Scene> = {
  'wish-link': { wish: wish('+442079460321'), contacts: ada, dialog: true },
  'wish-code': {
    wish: wish('**04*1234567890123456789012345678901234567890123456789012345678#', { doubt: 'service-code' }),
    dialog: true,
  },
  'wish-premium': { wish: wish('+49900123456', { doubt: 'premium' }), state: unready, dialog: true },
  'wish-address': {
    wish: wish(`sips:${'wolfeschlegelsteinhausenbergerdorff.'.repeat(3)}@${'sub.'.repeat(40)}example.com`, {
      doubt: 'headers',
    }),
    dialog: true,
  },
  'wish-selected': { wish: wish('112', { from: 'shortcut', doubt: 'emergency' }), dialog: true },
  'wish-signed-out': { wish: wish('+49302312514300000000000012345,12345678901234567890'), signedOut: 'form' },
};
