/** Notifications of Windows and macOS, by Electron. */
import { Notification } from 'electron';
import type { Log } from './log';
import { noticeActions, type Notice } from './notices';
import type { Notifier, NotifierOptions } from './notifier';

/**
 * macOS shows the buttons when the user has set the style of Sidetone's notifications to *Alerts*, Windows from
 * Electron 42 on (before, it drops them); a click on the rest brings up the window everywhere. Neither system tells a
 * program without native code of its own whether it is set not to disturb: it holds our notifications back itself.
 */
export function electronNotifier({ chosen, isUrgent }: NotifierOptions, log: Log): Notifier {
  /** Kept until they are gone: one that is collected loses its click. */
  const shown = new Map<Notification, Notice>();

  return {
    prepare: () => {},
    isQuiet: () => Promise.resolve(null),
    show(notice) {
      const actions = noticeActions(notice);
      const notification = new Notification({
        title: notice.title,
        body: notice.body,
        // The phone rings itself, on the device that was chosen for it.
        silent: true,
        urgency: isUrgent(notice) ? 'critical' : 'normal',
        timeoutType: notice.kind === 'incoming' ? 'never' : 'default',
        actions: actions.map(({ label }) => ({ type: 'button', text: label })),
      });
      const drop = () => shown.delete(notification);
      notification.on('click', () => {
        drop();
        chosen(notice, 'open');
      });
      notification.on('action', (event, former: number | undefined) => {
        // Electron 33 has no `actionIndex` in the event yet.
        const pressed = actions[event.actionIndex ?? former ?? -1];
        drop();
        chosen(notice, pressed?.action ?? 'open');
      });
      notification.on('close', drop);
      notification.on('failed', (_event, error) => {
        drop();
        log.warn('notifications', `not shown: ${error}`);
      });
      shown.set(notification, notice);
      notification.show();
    },
    close(which) {
      for (const [notification, notice] of shown) {
        if (!which(notice)) continue;
        shown.delete(notification);
        notification.close();
      }
    },
  };
}
