/** What entries on the disk must look like: they were written by another run, perhaps another version, of the program. */
import * as v from 'valibot';
import type { HistoryEntry } from '../phone/history';
import type { ChatMessage } from '../phone/messages';
import type { EndReason } from '../phone/reasons';

const time = v.pipe(v.number(), v.finite());
const by = v.picklist(['us', 'them']);
const plain = v.picklist([
  'cancelled',
  'busy',
  'no-answer',
  'missed',
  'not-found',
  'forbidden',
  'no-credit',
  'overloaded',
  'unavailable',
  'incompatible',
  'no-media',
  'no-line',
  'interrupted',
  'crashed',
  'slept',
] satisfies EndReason['kind'][]);

const Reason = v.variant('kind', [
  v.object({ kind: plain }),
  v.object({ kind: v.picklist(['hung-up', 'declined']), by }),
  v.object({ kind: v.literal('no-microphone'), problem: v.picklist(['denied', 'missing', 'in-use', 'other']) }),
  v.object({ kind: v.literal('forwarded'), to: v.string() }),
  // Version 1 of the database did not say to whom.
  v.object({ kind: v.literal('transferred'), to: v.optional(v.string(), '') }),
  v.object({ kind: v.literal('answered-elsewhere'), who: v.exactOptional(v.string()) }),
  v.object({ kind: v.literal('failed'), status: v.number() }),
]);

const party = v.object({ name: v.string(), number: v.string(), uri: v.string() });

const Entry = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  direction: v.picklist(['incoming', 'outgoing']),
  party,
  line: v.string(),
  startedAt: time,
  answeredAt: v.nullable(time),
  endedAt: time,
  reason: Reason,
  seen: v.boolean(),
  lineId: v.exactOptional(v.string()),
  via: v.exactOptional(party),
  mos: v.exactOptional(v.pipe(v.number(), v.finite())),
  note: v.exactOptional(v.string()),
});

const Message = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  line: v.string(),
  peer: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
  direction: v.picklist(['incoming', 'outgoing']),
  text: v.string(),
  at: time,
  state: v.variant('kind', [
    v.object({ kind: v.picklist(['received', 'sending', 'sent']) }),
    v.object({ kind: v.literal('failed'), status: v.number() }),
  ]),
  seen: v.boolean(),
});

/** The history entry, or null when it is none. */
export function readEntry(record: unknown): HistoryEntry | null {
  const parsed = v.safeParse(Entry, record);
  return parsed.success ? parsed.output : null;
}

/** The message, or null when it is none. */
export function readMessage(record: unknown): ChatMessage | null {
  const parsed = v.safeParse(Message, record);
  return parsed.success ? parsed.output : null;
}
