/** Conversations (SIP MESSAGE) as the pages show them. */
import { t } from '../locales/pages';
import type { ChatMessage } from '../phone/messages';
import type { Conversation } from '../phone/phone-api';
import type { Party } from '../phone/ports';
import { dayHeading, dayOf } from './time';

export const peerParty = ({ name, peer }: Pick<Conversation, 'name' | 'peer'>): Party => ({
  name,
  number: peer,
  uri: '',
});

export const lastMessage = (conversation: Conversation): ChatMessage | null => conversation.messages.at(-1) ?? null;

export const hasFailed = (message: ChatMessage | null): boolean => message?.state.kind === 'failed';

export function foundConversations(conversations: readonly Conversation[], words: string): Conversation[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return [...conversations];
  return conversations.filter(
    ({ name, peer, messages }) =>
      `${name} ${peer}`.toLocaleLowerCase().includes(wanted) ||
      messages.some(({ text }) => text.toLocaleLowerCase().includes(wanted)),
  );
}

export type ConversationItem =
  | { kind: 'day'; key: string; heading: string }
  | {
      kind: 'message';
      key: string;
      message: ChatMessage;
      /** The first of several of the same side in a row. */
      first: boolean;
    };

/** Longest pause within which messages of one side belong together, ms. */
const together = 5 * 60_000;

/** Oldest first, with a heading for each day. */
export function conversationItems(messages: readonly ChatMessage[], now: number): ConversationItem[] {
  const items: ConversationItem[] = [];
  let before: ChatMessage | null = null;
  for (const message of messages) {
    const day = dayOf(message.at);
    const sameDay = before !== null && dayOf(before.at) === day;
    if (!sameDay) items.push({ kind: 'day', key: `day ${String(day)}`, heading: dayHeading(day, now) });
    const first = !sameDay || before?.direction !== message.direction || message.at - before.at > together;
    items.push({ kind: 'message', key: message.id, message, first });
    before = message;
  }
  return items;
}

/** Why a message did not arrive, and what to do about it. */
export function failureSentence(status: number, to: string): string {
  switch (status) {
    case 404:
    case 410:
    case 484:
    case 604:
      return t('messages.failed.not-found', { to });
    case 408:
    case 480:
      return t('messages.failed.unavailable', { to });
    case 401:
    case 403:
    case 407:
      return t('messages.failed.forbidden');
    case 405:
    case 415:
    case 488:
    case 501:
      return t('messages.failed.unsupported', { to });
    case 413:
      return t('messages.failed.too-long');
    case 600:
    case 603:
      return t('messages.failed.declined', { to });
    default:
      return status >= 500 && status <= 599
        ? t('messages.failed.overloaded', { status })
        : t('messages.failed.other', { status });
  }
}
