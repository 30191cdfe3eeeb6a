/** People and calls for the scenes: long names, other scripts, bare numbers, hostile text. */
import { accountDefaults, type Account } from '../../renderer/phone/account';
import type { CallState } from '../../renderer/phone/call';
import type { HistoryEntry } from '../../renderer/phone/history';
import type { Call, CallQuality } from '../../renderer/phone/phone-api';
import type { Party } from '../../renderer/phone/ports';
import type { EndReason } from '../../renderer/phone/reasons';

/** The clock of the scenes stands still: Wednesday 8 October 2025, 11:04. */
export const now = new Date(2025, 9, 8, 11, 4, 17).getTime();
const minute = 60_000;

const person = (name: string, number: string): Party => ({ name, number, uri: `sip:${number}@pbx.example.com` });
export const ilka = person('Dr. Ilka Böttcher-Schmidthuber', '+493023125143');
export const amira = person('Amira El-Masry', '+493023125177');
export const arabic = person('محمد عبد الرحمن الشامي', '+97142345678');
export const bare = person('', '+14155550132');
export const long = person(
  'Bartholomew Aloysius Featherstonehaugh-Cholmondeley-Warner of Donaudampfschifffahrtsgesellschaft',
  '+442079460321',
);
export const hostile = person(
  '<img src=x onerror=alert(1)> & <b>bold</b> ' + 'Wolfeschlegelsteinhausenbergerdorff'.repeat(8),
  '1001',
);

export const account: Account = {
  ...accountDefaults,
  id: 'scene',
  servers: ['wss://pbx.example.com:8089/ws'],
  user: '1003',
  authUser: '',
  domain: 'pbx.example.com',
  displayName: 'Lena Hartmann',
  expires: 600,
  iceServers: [],
  practice: false,
};

/** A call as it sounds on a good day. */
export const good: CallQuality = {
  mos: 4.4,
  loss: 0,
  jitter: 4,
  roundTrip: 22,
  codec: 'Opus',
  warnings: [],
};

export function call(party: Party, state: CallState, more: Partial<Call> = {}): Call {
  return {
    id: `call ${party.number}`,
    direction: 'outgoing',
    party,
    startedAt: now - 5 * minute,
    state,
    muted: false,
    digits: '',
    autoAnswered: false,
    answerAfter: null,
    line: account.id,
    via: null,
    called: '',
    ring: 'normal',
    waitingDigits: '',
    consultFor: null,
    conference: null,
    referral: null,
    quality: good,
    ...more,
  };
}

export const talking = (since = now - (4 * minute + 17_000)): CallState => ({
  kind: 'active',
  since,
  hold: { local: false, remote: false },
  media: { kind: 'flowing' },
  transfer: { kind: 'none' },
});
export const heldState = (since: number): CallState => ({
  kind: 'active',
  since,
  hold: { local: true, remote: false },
  media: { kind: 'flowing' },
  transfer: { kind: 'none' },
});
export const interrupted: CallState = {
  kind: 'active',
  since: now - 257_000,
  hold: { local: false, remote: false },
  media: { kind: 'interrupted', since: now - 3000 },
  transfer: { kind: 'none' },
};

let ids = 0;
function entry(
  party: Party,
  direction: HistoryEntry['direction'],
  ago: number,
  lasted: number | null,
  reason: EndReason,
  seen = true,
): HistoryEntry {
  const startedAt = now - ago * minute;
  ids += 1;
  return {
    id: `entry-${String(ids)}`,
    direction,
    party,
    line: '1003@pbx.example.com',
    startedAt,
    answeredAt: lasted === null ? null : startedAt + 4000,
    endedAt: lasted === null ? startedAt + 22_000 : startedAt + 4000 + lasted * 1000,
    reason,
    seen,
  };
}
const them = { kind: 'hung-up', by: 'them' } as const;
const us = { kind: 'hung-up', by: 'us' } as const;

export const history: readonly HistoryEntry[] = [
  entry(ilka, 'incoming', 16, null, { kind: 'missed' }, false),
  entry(amira, 'incoming', 33, 362, them),
  entry(long, 'outgoing', 52, 107, us),
  entry(bare, 'incoming', 67, null, { kind: 'missed' }, false),
  entry(arabic, 'incoming', 84, 750, them),
  entry(hostile, 'incoming', 95, null, { kind: 'declined', by: 'us' }),
  entry(person('Donaudampfschifffahrtsgesellschaft mbH', '+4989123456'), 'outgoing', 60 * 17 + 38, null, {
    kind: 'busy',
  }),
  entry(person('Maximiliane von Hohenstein-Rautenberg', '+498955512'), 'incoming', 60 * 19, null, {
    kind: 'answered-elsewhere',
    who: 'Priya R.',
  }),
  entry(person('Søren Kjærgaard', '+4533123456'), 'incoming', 60 * 20, 189, us),
  entry(ilka, 'outgoing', 60 * 24 * 5, 252, us),
  entry(ilka, 'outgoing', 60 * 24 * 9, 663, them),
  entry(bare, 'outgoing', 60 * 24 * 11, null, { kind: 'not-found' }),
  ...Array.from({ length: 400 }, (_, index) =>
    entry(index % 3 ? amira : arabic, index % 2 ? 'incoming' : 'outgoing', 60 * 24 * (12 + index), 60 + index, us),
  ),
];
