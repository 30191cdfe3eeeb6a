import type { HistoryEntry } from '../history';
import { sampleNow } from './samples';

/** An incoming call of two minutes, unless said otherwise. */
export function fakeEntry(change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: 'entry-1',
    direction: 'incoming',
    party: { name: 'Alice', number: '1002', uri: 'sip:1002@pbx.test' },
    line: '1001@pbx.test',
    startedAt: sampleNow - 130_000,
    answeredAt: sampleNow - 120_000,
    endedAt: sampleNow,
    reason: { kind: 'hung-up', by: 'them' },
    seen: false,
    ...change,
  };
}
