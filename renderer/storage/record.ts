/** What a history entry on the disk must look like: it was written by another run, perhaps another version, of the program. */
import * as v from 'valibot';
import type { HistoryEntry } from '../phone/history';
import type { EndReason } from '../phone/reasons';

const time = v.pipe(v.number(), v.finite());
const by = v.picklist(['us', 'them']);
const plain = v.picklist([
  'cancelled',
  'busy',
  'no-answer',
  'missed',
  'answered-elsewhere',
  'transferred',
  'not-found',
  'forbidden',
  'overloaded',
  'unavailable',
  'incompatible',
  'no-media',
  'no-line',
] satisfies EndReason['kind'][]);

const Reason = v.variant('kind', [
  v.object({ kind: plain }),
  v.object({ kind: v.picklist(['hung-up', 'declined']), by }),
  v.object({ kind: v.literal('no-microphone'), problem: v.picklist(['denied', 'missing', 'in-use', 'other']) }),
  v.object({ kind: v.literal('failed'), status: v.number() }),
]);

const Entry = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  direction: v.picklist(['incoming', 'outgoing']),
  party: v.object({ name: v.string(), number: v.string(), uri: v.string() }),
  line: v.string(),
  startedAt: time,
  answeredAt: v.nullable(time),
  endedAt: time,
  reason: Reason,
  seen: v.boolean(),
});

/** The entry, or null when it is not one. */
export function readRecord(record: unknown): HistoryEntry | null {
  const parsed = v.safeParse(Entry, record);
  return parsed.success ? parsed.output : null;
}
