import { t } from '../locales/messages';
import type { App } from './app';

/** A notice (notices.svelte.ts). */
interface Waiting {
  tone: 'info';
  title: string;
  text: string;
  actions: { label: string; run: () => void }[];
}

/** It can wait: until the end of a call, and of the program. */
export function updateNotice({ updates, phone }: Pick<App, 'updates' | 'phone'>): Waiting | null {
  const waiting = updates?.waiting;
  if (!waiting || phone.state.calls.length > 0) return null;
  const { version } = waiting;
  const later = {
    label: t('action.later'),
    run: (): void => {
      updates.putAway();
    },
  };
  if (waiting.kind === 'available')
    return {
      tone: 'info',
      title: t('notice.update.available.title', { version }),
      text: t('notice.update.available.text'),
      actions: [{ label: t('notice.update.fetch'), run: updates.fetch }, later],
    };
  return {
    tone: 'info',
    title: t('notice.update.title', { version }),
    text: t(updates.status?.asksToInstall ? 'notice.update.asks' : 'notice.update.text'),
    actions: [{ label: t('notice.update.restart'), run: updates.restart }, later],
  };
}
