import { t } from '../../locales/contacts';
import type { Toasts } from '../../state/toasts.svelte';

export function copyText(toasts: Toasts, text: string): void {
  navigator.clipboard.writeText(text).then(
    () => {
      toasts.show({ text: t('contacts.copied', { text }), tone: 'plain' });
    },
    () => {
      toasts.show({ text: t('contacts.copy-failed'), tone: 'end' });
    },
  );
}
