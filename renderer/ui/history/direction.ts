import { mdiCallMade, mdiCallMissed, mdiCallReceived } from '@mdi/js';
import type { HistoryEntry } from '../../phone/history';
import { isMissed } from '../../state/call-words';

/** The arrow of a history row. */
export function directionIcon(entry: Pick<HistoryEntry, 'direction' | 'reason'>): string {
  if (isMissed(entry)) return mdiCallMissed;
  return entry.direction === 'incoming' ? mdiCallReceived : mdiCallMade;
}
