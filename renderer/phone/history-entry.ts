import type { CallSession } from './call-session';
import type { HistoryEntry } from './history';
import type { EndReason } from './reasons';
import { lineName } from './snapshot';

/** The entry of a call that has just ended. The party is whom it began with, even where the switch passed it on. */
export function entryOf(session: CallSession, reason: EndReason, mos: number | null): HistoryEntry {
  const { parts, call, answeredAt, state } = session;
  const { party, line, via } = parts;
  // Whom we called has no name until the switch tells it.
  const named = party.name === '' && call.party.number === party.number ? call.party : party;
  return {
    id: parts.entryId,
    direction: parts.direction,
    party: { ...party, name: named.name },
    line: lineName(line.account),
    startedAt: call.startedAt,
    answeredAt,
    endedAt: state.kind === 'ended' ? state.at : call.startedAt,
    reason,
    seen: false,
    lineId: line.account.id,
    ...(via ? { via } : {}),
    ...(mos === null ? {} : { mos }),
  };
}
