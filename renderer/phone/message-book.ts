/** The messages in memory, in conversations, and their copy in the store. */
import type { Account } from './account';
import { readDialString } from './dial-string';
import { harmlessParty } from './identity';
import type { LineSession } from './line-session';
import type { ChatMessage } from './messages';
import type { Conversation } from './phone-api';
import type { ClockPort, IncomingMessage, LogPort, StorePort } from './ports';
import { lineIsReady } from './snapshot';

/** How many are held in memory, all conversations together; the store keeps more. */
export const messageLimit = 1_000;
/** Longer than the adapter waits for an answer (Timer F, 32 s), ms. */
const answerLimitMs = 40_000;
const longestText = 16_384;
const nobodyAnswered = 408;
const badAddress = 484;

export interface MessageBookParts {
  store: StorePort;
  clock: ClockPort;
  log: LogPort;
  changed(): void;
}

export class MessageBook {
  readonly #parts: MessageBookParts;
  /** Oldest first, in the order in which they came and went, whatever the clock said. */
  #messages: readonly ChatMessage[] = [];
  #conversations: readonly Conversation[] | null = [];
  /** Messages on their way, and what ends the wait for each. */
  readonly #sending = new Map<string, () => void>();
  /** Removed while the store was still being read. */
  readonly #removed = new Set<string>();
  #ids = 0;

  constructor(parts: MessageBookParts) {
    this.#parts = parts;
  }

  /** Newest first; the same array until something changes. */
  get conversations(): readonly Conversation[] {
    this.#conversations ??= inConversations(this.#messages);
    return this.#conversations;
  }

  async load(): Promise<void> {
    const stored = await this.#try(this.#parts.store.loadMessages(messageLimit));
    if (!stored) return;
    const known = new Set(this.#messages.map((message) => message.id));
    const wanted = stored.filter(({ id, line, peer }) => !known.has(id) && !this.#removed.has(keyOf(line, peer)));
    this.#set([...wanted.map((message) => this.#afterRestart(message)), ...this.#messages]);
  }

  receive(account: Account, message: IncomingMessage): void {
    const from = harmlessParty(message.from);
    this.#put({
      id: this.#newId(),
      line: account.id,
      peer: peerOf(from.uri === '' ? from.number : from.uri, account),
      name: from.name,
      direction: 'incoming',
      text: harmlessLines(message.text),
      at: this.#parts.clock.now(),
      state: { kind: 'received' },
      seen: false,
    });
  }

  /** `to`: as it was typed. A line that is not ready, and an address that is none, is a message that failed. */
  send(line: LineSession, to: string, text: string): void {
    if (text.trim() === '') return;
    this.#send(line, {
      id: this.#newId(),
      line: line.account.id,
      peer: peerOf(to, line.account),
      name: '',
      direction: 'outgoing',
      text,
      at: this.#parts.clock.now(),
      state: { kind: 'sending' },
      seen: true,
    });
  }

  /** The account of a message that failed and may go out once more; null for any other. */
  lineOfFailed(id: string): string | null {
    const message = this.#messages.find((other) => other.id === id);
    return message?.state.kind === 'failed' ? message.line : null;
  }

  resend(line: LineSession, id: string): void {
    const message = this.#messages.find((other) => other.id === id);
    if (message?.state.kind !== 'failed' || message.line !== line.account.id) return;
    this.#messages = this.#messages.filter((other) => other !== message);
    this.#send(line, { ...message, at: this.#parts.clock.now() });
  }

  /** The final answer to one of ours. */
  answered(id: string, status: number): void {
    const message = this.#messages.find((other) => other.id === id);
    this.#stopWaiting(id);
    if (message?.state.kind !== 'sending') return;
    const delivered = status >= 200 && status < 300;
    this.#put({ ...message, state: delivered ? { kind: 'sent' } : { kind: 'failed', status } });
  }

  /** The line is gone: nothing more is heard of what was on its way. */
  lineClosed(line: string): void {
    for (const message of this.#messages) {
      if (message.line === line && message.state.kind === 'sending') this.answered(message.id, nobodyAnswered);
    }
  }

  markSeen(line: string, peer: string): void {
    for (const message of this.#messages) {
      if (message.line === line && message.peer === peer && isUnseen(message)) this.#put({ ...message, seen: true });
    }
  }

  remove(line: string, peer: string): void {
    this.#removed.add(keyOf(line, peer));
    const [gone, left] = [this.#messages, this.#messages.filter((other) => other.line !== line || other.peer !== peer)];
    for (const { id } of gone) if (!left.some((other) => other.id === id)) this.#stopWaiting(id);
    this.#set(left);
    void this.#try(this.#parts.store.removeConversation(line, peer));
  }

  close(): void {
    for (const id of [...this.#sending.keys()]) this.answered(id, nobodyAnswered);
  }

  #send(line: LineSession, message: ChatMessage): void {
    const { id, peer, text } = message;
    const target = readDialString(peer);
    const status = !target.ok ? badAddress : !lineIsReady(line.state) ? nobodyAnswered : null;
    if (!target.ok || status !== null) {
      this.#put({ ...message, state: { kind: 'failed', status: status ?? badAddress } });
      return;
    }
    this.#put({ ...message, state: { kind: 'sending' } });
    this.#sending.set(
      id,
      this.#parts.clock.after(answerLimitMs, () => this.answered(id, nobodyAnswered)),
    );
    line.sip.sendMessage(id, target.target, text);
  }

  #stopWaiting(id: string): void {
    this.#sending.get(id)?.();
    this.#sending.delete(id);
  }

  /** What was on its way when the program ended: nobody knows whether it arrived. */
  #afterRestart(message: ChatMessage): ChatMessage {
    if (message.state.kind !== 'sending') return message;
    const failed: ChatMessage = { ...message, state: { kind: 'failed', status: nobodyAnswered } };
    void this.#try(this.#parts.store.putMessage(failed));
    return failed;
  }

  #put(message: ChatMessage): void {
    const known = this.#messages.some((other) => other.id === message.id);
    this.#set(
      known
        ? this.#messages.map((other) => (other.id === message.id ? message : other))
        : [...this.#messages, message].slice(-messageLimit),
    );
    void this.#try(this.#parts.store.putMessage(message));
  }

  #set(messages: readonly ChatMessage[]): void {
    this.#messages = messages;
    this.#conversations = null;
    this.#parts.changed();
  }

  /** The port promises not to reject; should it do so all the same, the messages live on in memory. */
  async #try<T>(work: Promise<T>): Promise<T | null> {
    try {
      return await work;
    } catch (error) {
      this.#parts.log.warn('store', `messages: ${String(error)}`);
      return null;
    }
  }

  #newId(): string {
    const { clock } = this.#parts;
    this.#ids += 1;
    const random = Math.floor(clock.random() * 36 ** 6).toString(36);
    return `${clock.now().toString(36)}-m${this.#ids.toString(36)}-${random}`;
  }
}

/** One conversation for each account and peer, newest first. */
export function inConversations(messages: readonly ChatMessage[]): readonly Conversation[] {
  const grouped = new Map<string, ChatMessage[]>();
  for (const message of messages) {
    const key = keyOf(message.line, message.peer);
    const group = grouped.get(key) ?? [];
    // Who spoke last comes last in the map.
    grouped.delete(key);
    grouped.set(key, [...group, message]);
  }
  return [...grouped.values()].reverse().map((group) => ({
    line: group[0]?.line ?? '',
    peer: group[0]?.peer ?? '',
    name: group.findLast((message) => message.name !== '')?.name ?? '',
    messages: group,
    unseen: group.filter(isUnseen).length,
  }));
}

/** The name of a conversation: the user part on the account's own domain, else the address without `sip:`. */
export function peerOf(address: string, account: Account): string {
  const read = readDialString(address);
  if (!read.ok) return harmlessParty({ name: '', number: '', uri: address }).uri || '?';
  const [user = '', domain] = read.shown.split('@');
  return domain?.toLowerCase() === account.domain.toLowerCase() && user !== '' ? user : read.shown;
}

function isUnseen(message: ChatMessage): boolean {
  return message.direction === 'incoming' && !message.seen;
}

const keyOf = (line: string, peer: string) => JSON.stringify([line, peer]);

/** Direction overrides could make a text say something else than it does; line breaks stay. */
function harmlessLines(text: string): string {
  return text.slice(0, longestText).replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
