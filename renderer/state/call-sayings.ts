/** What a screen reader is told when a call changes. */
import { t, type MessageKey } from '../locales/messages';
import type { Transfer } from '../phone/call';
import type { Call, QualityWarning } from '../phone/phone-api';
import { callWord, endSentence, endWord } from './call-words';
import { partyName } from './names';

/** null: nothing new. */
export function announcement(before: Call | undefined, call: Call): string | null {
  if (before && before.state.kind === call.state.kind) return change(before, call);
  const name = partyName(call.party);
  switch (call.state.kind) {
    case 'dialing':
      return t('say.calling', { name });
    case 'calling':
    case 'answering':
    case 'ended':
      return null;
    case 'remote-ringing':
      return t('say.remote-ringing', { name });
    case 'redirected':
      return t('say.redirected', { name });
    case 'ringing':
      return t('say.ringing', { name });
    case 'active':
      return t('say.active', { name });
    case 'ending':
      return `${endWord(call.state.reason)}. ${endSentence(call.state.reason, call.party)}`;
  }
}

/** Within one state; the first thing that is new. */
function change(before: Call, call: Call): string | null {
  const name = partyName(call.party);
  if (before.muted !== call.muted) return t(call.muted ? 'say.muted' : 'say.unmuted');
  if (call.referral && !before.referral) {
    return t('say.referral', { name: call.referral.by || name, target: call.referral.target });
  }
  if (call.conference && !before.conference) return t('say.joined', { name });
  if (before.party.uri !== call.party.uri && partyName(before.party) !== name) return t('say.party', { name });
  return activeChange(before, call, name) ?? warningSaid(before, call, name);
}

function activeChange({ state: was }: Call, { state: is }: Call, name: string): string | null {
  if (was.kind !== 'active' || is.kind !== 'active') return null;
  const passing = transferSaid(was.transfer, is.transfer, name);
  if (passing) return passing;
  if (was.hold.local !== is.hold.local) return callWord(is);
  if (was.hold.remote !== is.hold.remote) return t(is.hold.remote ? 'say.held-by-them' : 'say.back', { name });
  return null;
}

function transferSaid(was: Transfer, is: Transfer, name: string): string | null {
  if (is.kind === 'failed' && was.kind !== 'failed') return t('say.refer-failed', { to: is.to, name });
  if (is.kind !== 'referring') return null;
  if (was.kind !== 'referring') return t('say.referring', { to: is.to });
  return was.progress <= 100 && is.progress > 100 && is.progress < 200 ? t('say.refer-ringing', { to: is.to }) : null;
}

/** Only what cannot wait is said aloud; the rest is read on the screen. */
const urgent = {
  'speaking-muted': 'say.speaking-muted',
  'silent-microphone': 'say.silent-microphone',
  'nothing-received': 'say.nothing-received',
} as const satisfies Partial<Record<QualityWarning, MessageKey>>;

function warningSaid(before: Call, call: Call, name: string): string | null {
  const fresh = call.quality?.warnings.find((warning) => !before.quality?.warnings.includes(warning));
  return fresh && fresh in urgent ? t(urgent[fresh as keyof typeof urgent], { name }) : null;
}
