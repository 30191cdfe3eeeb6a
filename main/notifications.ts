/** The operating system's notifications: for incoming and missed calls, and a code in practice. The call card is the first surface, this the second. */
import { app, Notification } from 'electron';
import type { LostCall } from '../preload/contract';
import { t } from '../renderer/locales/messages';
import type { Log } from './log';
import { escapeMarkup, lostNotice, noticeChanges, type Notice } from './notices';
import type { PhoneLink } from './phone-link';

/** Windows shows notifications only of programs that it knows by this name: `appId` of `electron-builder.yml`. */
const APP_ID = 'invalid.sidetone.Sidetone';

export interface NotificationActions {
  /** The window comes up. */
  show(): void;
  /** The window comes up with the missed calls. */
  openMissed(): void;
  isWatching(): boolean;
}

/** Gives what tells of calls that were cut off. */
export function setUpNotifications(
  phone: PhoneLink,
  actions: NotificationActions,
  log: Log,
): (lost: readonly LostCall[]) => void {
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  /** Kept until they are gone: one that is collected loses its click. */
  const incoming = new Map<string, Notification>();
  const others = new Map<Notification, Notice['kind']>();

  function show(notice: Notice): void {
    const rings = notice.kind === 'incoming';
    const urgent = notice.kind !== 'missed';
    const notification = new Notification({
      title: notice.title,
      body: process.platform === 'linux' ? escapeMarkup(notice.body) : notice.body,
      // The phone rings itself, on the device that was chosen for it.
      silent: true,
      urgency: urgent ? 'critical' : 'normal',
      timeoutType: rings ? 'never' : 'default',
    });
    const drop = () => {
      if (incoming.get(notice.callId) === notification) incoming.delete(notice.callId);
      others.delete(notification);
    };
    notification.on('click', () => {
      drop();
      if (notice.kind === 'missed') actions.openMissed();
      else actions.show();
    });
    notification.on('close', drop);
    // `isSupported()` is true also without a notification daemon; this comes then.
    notification.on('failed', (_event, error) => {
      drop();
      log.warn('notifications', `not shown: ${error}`);
    });
    if (rings) incoming.set(notice.callId, notification);
    else others.set(notification, notice.kind);
    notification.show();
  }

  phone.onReport((snapshot, before) => {
    const { show: wanted, close } = noticeChanges(before, snapshot, actions.isWatching());
    for (const callId of close) {
      // Our own close() sends no `close` event on Linux.
      incoming.get(callId)?.close();
      incoming.delete(callId);
    }
    wanted.forEach(show);
    // They were looked at in the window.
    if (snapshot.missed === 0 && before.missed > 0) {
      for (const [notification, kind] of others) {
        if (kind !== 'missed') continue;
        notification.close();
        others.delete(notification);
      }
    }
  });
  return (lost) => lost.map(lostNotice).forEach(show);
}

/** A code that the practice portal would send by e-mail. */
export function showLetter({ to, code }: { to: string; code: string }): void {
  new Notification({ title: t('practice.letter.title', { code }), body: t('practice.letter.body', { to }) }).show();
}
