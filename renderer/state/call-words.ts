/** Calls in words: the state while they live, the result once they are over. */
import { t } from '../locales/messages';
import type { CallState } from '../phone/call';
import type { HistoryEntry } from '../phone/history';
import type { Party } from '../phone/ports';
import type { EndReason } from '../phone/reasons';
import { partyName, withKnownName } from './names';
import { span } from './time';

/** One or two words: Calling, Ringing, On a call, … */
export function callWord(state: CallState): string {
  switch (state.kind) {
    case 'dialing':
      return t('call.dialing');
    case 'calling':
      return t('call.calling');
    case 'remote-ringing':
      return t(state.earlyMedia ? 'call.early-media' : progressKeys[state.progress]);
    case 'redirected':
      return t('call.redirected');
    case 'ringing':
      return t('call.ringing');
    case 'answering':
      return t('call.answering');
    case 'active':
      if (state.transfer.kind === 'referring') return t('call.referring');
      if (state.hold.local) return t(state.hold.remote ? 'call.held-by-both' : 'call.on-hold');
      if (state.hold.remote) return t('call.held-by-them');
      return t('call.active');
    case 'ending':
    case 'ended':
      return endWord(state.reason);
  }
}

const progressKeys = {
  ringing: 'call.remote-ringing',
  forwarded: 'call.forwarded',
  queued: 'call.queued',
  progress: 'call.progress',
} as const;

type ReasonKey = Exclude<EndReason['kind'], 'hung-up' | 'declined' | 'no-microphone'>;

function reasonKey(reason: EndReason) {
  switch (reason.kind) {
    case 'hung-up':
      return `end.hung-up.${reason.by}` as const;
    case 'declined':
      return `end.declined.${reason.by}` as const;
    case 'no-microphone':
      return `end.no-microphone.${reason.problem}` as const;
    default:
      return `end.${reason.kind satisfies ReasonKey}` as const;
  }
}

/** The result in words. */
export function endWord(reason: EndReason): string {
  return t(reasonKey(reason));
}

/** What happened, why, and what to do. */
export function endSentence(reason: EndReason, party: Party): string {
  return t(`${reasonKey(reason)}.text`, {
    name: partyName(party),
    to: 'to' in reason ? reason.to : '',
    known: 'to' in reason && reason.to !== '' ? 'yes' : 'no',
    status: reason.kind === 'failed' ? reason.status : 0,
  });
}

/** Ended otherwise than by somebody hanging up: the result stays on screen with its sentence. */
export function isProblem(reason: EndReason): boolean {
  return (
    !['hung-up', 'cancelled', 'transferred', 'forwarded', 'answered-elsewhere'].includes(reason.kind) &&
    !(reason.kind === 'declined' && reason.by === 'us')
  );
}

/** A missed call, in the sense of the red entry: nobody took it, and the user did not refuse it. */
export function isMissed(entry: Pick<HistoryEntry, 'direction' | 'reason'>): boolean {
  return entry.direction === 'incoming' && entry.reason.kind === 'missed';
}

/** The result of a finished call in words, with who took it where that was told. */
export function resultWord({ reason }: Pick<HistoryEntry, 'reason'>): string {
  if (reason.kind === 'answered-elsewhere' && reason.who) return t('end.answered-elsewhere.by', { who: reason.who });
  return endWord(reason);
}

/** How long a call rang that nobody answered, s. */
export function rangSeconds({ startedAt, endedAt }: Pick<HistoryEntry, 'startedAt' | 'endedAt'>): number {
  return Math.max(1, Math.round((endedAt - startedAt) / 1000));
}

/** First word of a history row, and what follows it. */
export function entryWords(entry: HistoryEntry): { word: string; detail: string } {
  const missed = isMissed(entry);
  const word = missed ? t('end.missed') : t(entry.direction === 'incoming' ? 'history.incoming' : 'history.outgoing');
  if (missed)
    return {
      word,
      detail: t('history.rang', { seconds: rangSeconds(entry) }),
    };
  if (entry.answeredAt === null || entry.reason.kind !== 'hung-up') return { word, detail: resultWord(entry) };
  return { word, detail: withKnownName(entry.party).name ? entry.party.number : '' };
}

/** Talk time, or nothing. */
export function entryDuration(entry: HistoryEntry): string {
  return entry.answeredAt === null ? '' : span(entry.endedAt - entry.answeredAt);
}
