import type { CallSnapshot, Snapshot } from '../../preload/contract';
import { t } from '../locales/messages';
import type { CallState } from '../phone/call';
import type { HistoryEntry } from '../phone/history';
import type { Call, Line, PhoneState } from '../phone/phone-api';
import type { Party } from '../phone/ports';
import { lineText } from './line-words';
import { lineName, partyName } from './names';

/** Longest text that the contract takes. */
const longest = 300;

/** How many of the last calls the tray offers. */
const recentCalls = 8;

/** Microphones and speakers for the tray's menu; they are looked for once the phone can ring. */
export type DeviceMenus = Pick<Snapshot, 'microphones' | 'speakers'>;
const noDeviceMenus: DeviceMenus = {
  microphones: { devices: [], chosen: '' },
  speakers: { devices: [], chosen: '' },
};

/** What main needs to know of the phone. */
export function toSnapshot(state: PhoneState, devices: DeviceMenus = noDeviceMenus): Snapshot {
  return {
    signedIn: state.lines.length > 0,
    line: state.lines.length > 0 && state.lines.every(isReady) ? 'ready' : 'not-ready',
    lineText: clip(linesText(state.lines)),
    doNotDisturb: state.doNotDisturb !== null,
    doNotDisturbUntil: state.doNotDisturb?.until ?? null,
    voicemail: state.lines.reduce((sum, { voicemail }) => sum + (voicemail?.newMessages ?? 0), 0),
    messages: state.conversations.reduce((sum, { unseen }) => sum + unseen, 0),
    missed: state.missed,
    recent: toRecent(state.history),
    ...devices,
    calls: state.calls.slice(0, 64).map((call) => toCallSnapshot(call, state.lines)),
  };
}

const isReady = ({ state }: Line): boolean => state.kind === 'ready' && !state.doubted;

/** One line: its state. Several: `Ready` only if all of them are, else which are not, and why. */
function linesText(lines: readonly Line[]): string {
  const textOf = ({ account, state }: Line): string =>
    lineText({ account, line: state, calls: [], doNotDisturb: null });
  const [first, ...others] = lines;
  if (!first) return '';
  if (others.length === 0) return textOf(first);
  const troubled = lines.filter((line) => !isReady(line));
  if (troubled.length === 0) return textOf(first);
  return troubled
    .map((line) => t('tray.line', { line: line.account.label || lineName(line.account), state: textOf(line) }))
    .join(' · ');
}

function toCallSnapshot(call: Call, lines: readonly Line[]): CallSnapshot {
  const { state, party } = call;
  const over = state.kind === 'ending' || state.kind === 'ended';
  const account = lines.find((line) => line.account.id === call.line)?.account ?? null;
  return {
    id: call.id,
    direction: call.direction,
    state: phase(state),
    name: clip(partyName(party)),
    number: clip(party.number),
    line: clip(account?.label || lineName(account)),
    muted: call.muted,
    held: state.kind === 'active' && state.hold.local,
    via: clip(call.via ? partyName(call.via) : ''),
    // A caller who wants a person gets one, whatever is set here (RFC 5373).
    autoAnswer: call.answerAfter === 'manual' ? 'off' : (account?.autoAnswer ?? 'inherit'),
    startedAt: call.startedAt,
    answeredAt: state.kind === 'active' ? state.since : null,
    callBack: callBack(call),
    lineId: call.line,
    address: account ? `${account.user}@${account.domain}` : '',
    answerAfter: call.answerAfter === 'manual' ? null : call.answerAfter,
    missed: over && call.direction === 'incoming' && state.reason.kind === 'missed',
  };
}

/** The last calls; several with the same party in a row are one, the newest. */
function toRecent(history: readonly HistoryEntry[]): Snapshot['recent'] {
  const recent: Snapshot['recent'] = [];
  let before = '';
  for (const { party, direction, reason, startedAt } of history) {
    if (recent.length === recentCalls) break;
    const who = party.number || party.uri || party.name;
    if (who !== '' && who === before) continue;
    before = who;
    recent.push({
      name: clip(partyName(party)),
      number: clip(party.number),
      callBack: isAnonymous(party) ? '' : callBack({ party }),
      direction,
      missed: direction === 'incoming' && reason.kind === 'missed',
      at: startedAt,
    });
  }
  return recent;
}

/** RFC 3323, 4.1.1.3: nobody can be reached there. */
const isAnonymous = ({ number, uri }: Party): boolean => number === '' && /@anonymous\.invalid\b/i.test(uri);

/** The number, as the history calls back; an address where there is none. Cut, it would reach somebody else. */
function callBack({ party }: Pick<Call, 'party'>): string {
  const target = party.number || party.uri;
  return target.length <= longest ? target : '';
}

function phase(state: CallState): CallSnapshot['state'] {
  switch (state.kind) {
    case 'ringing':
      return 'ringing';
    case 'active':
      return 'active';
    case 'ending':
    case 'ended':
      return 'ended';
    default:
      return 'connecting';
  }
}

/** Shortens, without tearing a character in two. */
function clip(text: string): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  return `${/[\uD800-\uDBFF]$/u.test(cut) ? cut.slice(0, -1) : cut}…`;
}
