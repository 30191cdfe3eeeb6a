/** The messages in IndexedDB. */
import type { ChatMessage } from '../phone/messages';
import type { Database } from './database';
import type { Keeper } from './keeper';
import { readMessage } from './record';
import { Trim } from './trim';
import { Waiting } from './waiting';

const mostWaiting = 1_000;

export class MessageShelf {
  readonly #keeper: Keeper;
  readonly #trim: Trim;
  readonly #waiting = new Waiting<ChatMessage>(mostWaiting);

  constructor(keeper: Keeper, mostMessages: number) {
    this.#keeper = keeper;
    this.#trim = new Trim('messages', mostMessages);
  }

  put(message: ChatMessage): Promise<void> {
    const turn = this.#waiting.add(message);
    return this.#keeper.inTurn(async (database) => {
      await this.#write(database, turn);
      await this.#trim.afterWrite(database);
      this.#keeper.well();
    }, undefined);
  }

  /** Oldest first; the newest `limit` of all conversations. */
  async load(limit: number): Promise<ChatMessage[]> {
    const stored = await this.#keeper.inTurn<ChatMessage[]>((database) => this.#read(database, limit), []);
    const waiting = this.#waiting.values;
    const known = new Set(waiting.map((message) => message.id));
    const all = [...stored.filter((message) => !known.has(message.id)), ...waiting];
    return all.sort((one, other) => one.at - other.at).slice(-limit);
  }

  removeConversation(line: string, peer: string): Promise<void> {
    this.#waiting.remove((message) => message.line === line && message.peer === peer);
    return this.#keeper.inTurn(async (database) => {
      const change = database.transaction('messages', 'readwrite');
      for await (const cursor of change.store.index('conversation').iterate(IDBKeyRange.only([line, peer]))) {
        await cursor.delete();
      }
      await change.done;
      this.#keeper.well();
    }, undefined);
  }

  async #write(database: Database, turn: number): Promise<void> {
    const messages = this.#waiting.upTo(turn);
    if (messages.length === 0) return;
    const change = database.transaction('messages', 'readwrite');
    await Promise.all([...messages.map((message) => change.store.put(message)), change.done]);
    this.#waiting.written(messages);
  }

  async #read(database: Database, limit: number): Promise<ChatMessage[]> {
    const messages: ChatMessage[] = [];
    let unreadable = 0;
    const reading = database.transaction('messages');
    for await (const cursor of reading.store.index('time').iterate(null, 'prev')) {
      const message = readMessage(cursor.value);
      if (message) messages.push(message);
      else unreadable += 1;
      if (messages.length >= limit) break;
    }
    this.#keeper.unreadable(unreadable);
    return messages.reverse();
  }
}
