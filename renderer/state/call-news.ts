/** What happens to a call beside talking, as a banner: what it is, why, and what to do. Loaded with the first such news. */
import { t } from '../locales/call-sheets';
import { locale } from '../locales/messages';
import type { Transfer } from '../phone/call';
import type { Call, CallQuality, QualityWarning } from '../phone/phone-api';
import { reasonForStatus } from '../phone/reasons';
import { partyName } from './names';

export interface CallNews {
  tone: 'end' | 'warn' | 'info';
  title: string;
  text: string;
}

/** How passing the call on stands; null: nobody is passing it on. */
export function transferNews(call: Call): CallNews | null {
  if (call.state.kind !== 'active') return null;
  const { transfer } = call.state;
  const name = partyName(call.party);
  switch (transfer.kind) {
    case 'referring':
      return {
        tone: 'info',
        title: t('transfer.referring.title', { to: transfer.to }),
        text: t(`transfer.referring.${referStage(transfer.progress)}`, { name, to: transfer.to }),
      };
    case 'failed':
      return {
        tone: 'end',
        title: t('transfer.failed.title', { to: transfer.to }),
        text: t('transfer.failed.text', { why: whyNot(transfer), name }),
      };
    default:
      return null;
  }
}

/** By the status that the other side tells of its new call (RFC 3515, section 2.4.5). */
function referStage(progress: number): 'asked' | 'ringing' | 'answered' {
  if (progress >= 200) return 'answered';
  return progress > 100 ? 'ringing' : 'asked';
}

function whyNot({ status }: Extract<Transfer, { kind: 'failed' }>): string {
  const { kind } = reasonForStatus(status, true);
  switch (kind) {
    case 'busy':
    case 'declined':
    case 'no-answer':
    case 'unavailable':
    case 'not-found':
    case 'forbidden':
      return t(`transfer.why.${kind}`);
    default:
      return t('transfer.why.other', { status });
  }
}

/** A warning with its cause and what to do. */
export function warningNews(warning: QualityWarning, call: Call): CallNews {
  const values = { name: partyName(call.party), ...figures(call.quality) };
  return {
    tone: warning === 'silent-microphone' || warning === 'nothing-received' ? 'end' : 'warn',
    title: t(`warning.${warning}.title`, values),
    text: t(`warning.${warning}.text`, values),
  };
}

const round = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** The measured figures as people read them. */
export function figures(quality: CallQuality | null): Record<'mos' | 'share' | 'jitter' | 'delay', string> {
  return {
    mos: round.format(quality?.mos ?? 0),
    share: round.format((quality?.loss ?? 0) * 100),
    jitter: round.format(Math.round(quality?.jitter ?? 0)),
    delay: round.format(Math.round(quality?.roundTrip ?? 0)),
  };
}
