import { t } from '../../locales/history';
import type { App } from '../../state/app';

/** Deletes calls; for as long as the toast stands they can be brought back. */
export function removeCalls({ phone, router, toasts }: Pick<App, 'phone' | 'router' | 'toasts'>, ids: string[]): void {
  const removed = phone.api.removeHistory(ids);
  if (router.entry !== null && ids.includes(router.entry)) router.go('history');
  toasts.show({
    text: t('history.deleted', { count: removed.length }),
    tone: 'plain',
    action: {
      label: t('action.undo'),
      run: () => {
        phone.api.restoreHistory(removed);
      },
    },
  });
}
