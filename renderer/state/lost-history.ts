import type { LostCall } from '../../preload/contract';
import type { HistoryEntry } from '../phone/history';

/** A call that went with the window, as it would have gone into the history had the window lived to end it. */
export function lostEntry(call: LostCall): HistoryEntry {
  const { direction, name, number, callBack, address, startedAt, answeredAt, at } = call;
  return {
    id: crypto.randomUUID(),
    direction,
    // Main has the name as it is shown, which is the number where there was none.
    party: { name: name === number ? '' : name, number, uri: callBack.startsWith('sip:') ? callBack : '' },
    line: address,
    startedAt,
    answeredAt,
    endedAt: at,
    reason: { kind: 'crashed' },
    seen: false,
  };
}
