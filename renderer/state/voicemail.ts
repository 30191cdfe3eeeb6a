import { t } from '../locales/messages';
import type { Line } from '../phone/phone-api';
import type { App } from './app';

/** New messages of all lines. */
export const newVoicemail = (lines: readonly Line[]): number =>
  lines.reduce((sum, { voicemail }) => sum + (voicemail?.newMessages ?? 0), 0);

/** The line whose voicemail is meant when none is named: the chosen one, unless only others have new messages. */
export function voicemailLine(lines: readonly Line[], chosen: string | null): string | null {
  const waiting = lines.filter(({ voicemail }) => (voicemail?.newMessages ?? 0) > 0);
  if (waiting.some(({ account }) => account.id === chosen)) return chosen;
  return waiting[0]?.account.id ?? chosen;
}

/** Calls the voicemail; where that is not possible, says why and what to do. */
export function callVoicemail({ phone, toasts, router }: Pick<App, 'phone' | 'toasts' | 'router'>, of?: string): void {
  const { lines, chosen } = phone.api.state;
  const line = of ?? voicemailLine(lines, chosen);
  const result = phone.api.callVoicemail(line ?? undefined);
  if (result.ok) return;
  if (result.problem !== 'empty' || line === null) {
    toasts.show({ text: t(`dial.problem.${result.problem}`), tone: 'end' });
    return;
  }
  toasts.show({
    text: t('voicemail.no-number'),
    tone: 'end',
    action: {
      label: t('action.open-settings'),
      run: () => {
        router.go('settings', 'account', line);
      },
    },
  });
}
