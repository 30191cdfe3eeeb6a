/** The operating system's notifications: for incoming, missed and lost calls, and a code in practice. The call card is the first surface, this the second. */
import { app, Notification, type BrowserWindow } from 'electron';
import type { DialWish, LostCall } from '../preload/contract';
import { t } from '../renderer/locales/messages';
import { ringsHere } from './calls';
import type { Log } from './log';
import { lostNotice, noticeChanges, type Notice } from './notices';
import type { Notifier, NotifierOptions } from './notifier';
import { connectNotificationServer } from './notification-server';
import { busNotifier } from './notifications-bus';
import { electronNotifier } from './notifications-electron';
import type { PhoneLink } from './phone-link';
import type { SettingsStore } from './settings';

/** Windows shows notifications only of programs that it knows by this name: `appId` of `electron-builder.yml`. */
const APP_ID = 'invalid.sidetone.Sidetone';

export interface NotificationSetUp {
  phone: PhoneLink;
  settings: Pick<SettingsStore, 'settings'>;
  window: Pick<BrowserWindow, 'on' | 'isFocused' | 'isVisible'>;
  /** The window comes up. */
  show(): void;
  /** The window comes up with the missed calls. */
  openMissed(): void;
  dial(wish: DialWish): void;
  log: Log;
}

export interface Notifications {
  /** Tells of calls that were cut off. */
  tellOfLost(lost: readonly LostCall[]): void;
  isQuiet: Notifier['isQuiet'];
}

export function setUpNotifications(setUp: NotificationSetUp): Notifications {
  const { phone, settings, window, log } = setUp;
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  const options: NotifierOptions = {
    // Who does not want the card while the system is quiet does not want a notification that breaks through either.
    isUrgent: ({ kind }) => kind !== 'missed' && settings.settings.cardWhenQuiet,
    chosen(notice, action) {
      if (action === 'callBack')
        setUp.dial({ number: notice.callBack, how: 'dial', from: 'notification', doubt: null });
      else if (action !== 'open') press(notice, action);
      else if (notice.kind === 'missed') setUp.openMissed();
      else setUp.show();
    },
  };
  const notifier =
    process.platform === 'linux'
      ? busNotifier(options, connectNotificationServer, log)
      : electronNotifier(options, log);

  /** A press that comes when the call does not ring any more means nothing: it may be over, or answered elsewhere. */
  function press({ callId }: Notice, action: 'answer' | 'decline'): void {
    if (!phone.snapshot.calls.some((call) => call.id === callId && ringsHere(call))) return;
    if (action === 'answer') phone.answer(callId, 'by-hand');
    else phone.decline(callId);
  }

  // One that was hidden a moment ago may still have the focus.
  const isWatched = () => window.isFocused() && window.isVisible();
  phone.onReport((snapshot, before) => {
    if (snapshot.line === 'ready' && before.line !== 'ready') notifier.prepare();
    const { show, close } = noticeChanges(before, snapshot, isWatched());
    if (close.length > 0) notifier.close(({ kind, callId }) => kind === 'incoming' && close.includes(callId));
    show.forEach((notice) => notifier.show(notice));
    // They were looked at in the window.
    if (snapshot.missed === 0 && before.missed > 0) notifier.close(({ kind }) => kind === 'missed');
  });
  // Whoever brings the window up has the call before their eyes.
  window.on('focus', () => {
    if (isWatched()) notifier.close(({ kind }) => kind === 'incoming');
  });
  return {
    tellOfLost: (lost) => lost.map(lostNotice).forEach((notice) => notifier.show(notice)),
    isQuiet: notifier.isQuiet,
  };
}

/** A code that the practice portal would send by e-mail. */
export function showLetter({ to, code }: { to: string; code: string }): void {
  new Notification({ title: t('practice.letter.title', { code }), body: t('practice.letter.body', { to }) }).show();
}
