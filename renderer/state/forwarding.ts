/** Forwarding by the phone, in words. */
import { t } from '../locales/messages';
import type { Forwarding } from '../phone/account';
import type { Line } from '../phone/phone-api';

/** What becomes of calls that are not answered, one sentence for each rule that is on; none: they ring here. */
export function forwardingRules({ always, busy, noAnswer, noAnswerSeconds }: Forwarding): string[] {
  if (always) return [t('forwarding.now.always', { to: always })];
  return [
    ...(busy ? [t('forwarding.now.busy', { to: busy })] : []),
    ...(noAnswer ? [t('forwarding.now.no-answer', { to: noAnswer, seconds: noAnswerSeconds })] : []),
  ];
}

/** The lines that send calls on, in whatever case. */
export function forwardingLines(lines: readonly Line[]): Line[] {
  return lines.filter(({ account }) => forwardingRules(account.forwarding).length > 0);
}
