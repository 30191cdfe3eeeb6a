/** Notifications of Linux desktops: what is shown, whatever becomes of the daemon that shows it. */
import { t } from '../renderer/locales/messages';
import type { Log } from './log';
import type { NotificationServer, NotifyRequest, ServerEvents } from './notification-server';
import { escapeMarkup, noticeActions, type Notice } from './notices';
import type { Notifier, NotifierOptions } from './notifier';

interface Entry {
  notice: Notice;
  /** As the daemon numbers it; 0 until it has answered. */
  id: number;
  isSending: boolean;
  /** Nobody wants it any more. */
  isOver: boolean;
}

const categories = { incoming: 'call.incoming', missed: 'call.unanswered', lost: 'call.ended' } as const;

export type Connect = (events: ServerEvents) => Promise<NotificationServer | null>;

export function busNotifier({ chosen, isUrgent }: NotifierOptions, connect: Connect, log: Log): Notifier {
  const entries = new Set<Entry>();
  let server: Promise<NotificationServer | null> | null = null;
  let capabilities: Promise<readonly string[]> | null = null;
  /** Said once, not for every call of a day. */
  let isTold = false;

  const of = (id: number) => [...entries].find((entry) => entry.id === id && id !== 0);
  const forget = (entry: Entry): void => {
    entry.isOver = true;
    entries.delete(entry);
  };
  const events: ServerEvents = {
    invoked(id, key) {
      const entry = of(id);
      if (!entry) return;
      forget(entry);
      void withdraw(entry);
      const pressed = noticeActions(entry.notice).find(({ action }) => action === key);
      chosen(entry.notice, pressed?.action ?? 'open');
    },
    closed(id) {
      const entry = of(id);
      if (entry) forget(entry);
    },
    went() {
      capabilities = null;
      // One that rings is wanted still, should another daemon come; what was missed stands in the history.
      for (const entry of entries) {
        if (entry.notice.kind !== 'incoming') forget(entry);
        entry.id = 0;
      }
    },
    came() {
      isTold = false;
      for (const entry of entries) if (entry.id === 0 && !entry.isSending) void send(entry);
    },
    lost() {
      server = null;
      events.went();
    },
  };

  function connected(): Promise<NotificationServer | null> {
    server ??= connect(events).then(
      (made) => {
        if (!made) server = null;
        return made;
      },
      (error: unknown) => {
        server = null;
        throw error;
      },
    );
    return server;
  }

  async function send(entry: Entry): Promise<void> {
    entry.isSending = true;
    try {
      const to = await connected();
      if (!to) throw new Error('there is no session bus');
      capabilities ??= to.capabilities();
      const request = requestOf(entry.notice, await capabilities, isUrgent(entry.notice));
      if (entry.isOver) return;
      entry.id = await to.notify(request);
      if (entry.isOver) await withdraw(entry);
    } catch (error) {
      capabilities = null;
      // Kept while it rings, for a daemon that comes later.
      if (entry.notice.kind !== 'incoming') forget(entry);
      if (!isTold)
        log.info(
          'notifications',
          `not shown, the call card stands in: ${error instanceof Error ? error.message : String(error)}`,
        );
      isTold = true;
    } finally {
      entry.isSending = false;
    }
  }

  async function withdraw({ id }: Entry): Promise<void> {
    const from = await server;
    // One that has closed meanwhile is an error to some daemons.
    if (id !== 0) await from?.close(id).catch(() => {});
  }

  return {
    prepare: () => void connected().catch(() => {}),
    show(notice) {
      const entry: Entry = { notice, id: 0, isSending: false, isOver: false };
      entries.add(entry);
      void send(entry);
    },
    close(which) {
      for (const entry of entries) {
        if (!which(entry.notice)) continue;
        forget(entry);
        void withdraw(entry);
      }
    },
    isQuiet: async () => (await connected().catch(() => null))?.isQuiet() ?? null,
  };
}

/** `can`: what the daemon says of itself. */
export function requestOf(notice: Notice, can: readonly string[], urgent: boolean): NotifyRequest {
  const rings = notice.kind === 'incoming';
  const buttons = [{ action: 'default', label: t('app.name') }, ...noticeActions(notice)];
  const hasBody = can.includes('body');
  return {
    summary: hasBody ? notice.title : `${notice.title}: ${notice.body.replace('\n', ', ')}`,
    body: !hasBody ? '' : can.includes('body-markup') ? escapeMarkup(notice.body) : notice.body,
    actions: can.includes('actions') ? buttons.flatMap(({ action, label }) => [action, label]) : [],
    urgency: urgent ? 'critical' : 'normal',
    category: categories[notice.kind],
    transient: rings,
    stays: rings,
  };
}
