/** What shows a notification, in the way of this system. */
import type { Notice, NoticeAction } from './notices';

export interface NotifierOptions {
  /** A button was pressed, or the notification itself (`open`). It is gone then. */
  chosen(notice: Notice, action: NoticeAction | 'open'): void;
  /** A call may not be more important than what the user has set the system to. */
  isUrgent(notice: Notice): boolean;
}

export interface Notifier {
  /** What a first notification would have to wait for. */
  prepare(): void;
  show(notice: Notice): void;
  /** Those of a call, or of a kind; no matter whether there are any. */
  close(which: (notice: Notice) => boolean): void;
  /** Whether the user has told the system not to disturb; null where no program can know. */
  isQuiet(): Promise<boolean | null>;
}
