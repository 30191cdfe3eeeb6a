/** What the phone keeps: history, messages and contacts. */
import type { ContactStore } from '../phone/contacts';
import type { StorePort } from '../phone/ports';
import { ContactShelf } from './contact-shelf';
import { DirectoryShelf } from './directory-shelf';
import { HistoryShelf } from './history-shelf';
import { Keeper } from './keeper';
import { MessageShelf } from './message-shelf';

export interface StoreOptions {
  /** How long the database may take to open, ms. */
  openLimitMs?: number;
  /** How many entries of the history are kept; the oldest go. */
  mostEntries?: number;
  /** The same for messages. */
  mostMessages?: number;
}

/** Opens the store. Returns at once; the database is opened with the first use. */
export function openStore(options: StoreOptions = {}): StorePort & ContactStore {
  const keeper = new Keeper(options.openLimitMs ?? 10_000);
  const history = new HistoryShelf(keeper, options.mostEntries ?? 100_000);
  const messages = new MessageShelf(keeper, options.mostMessages ?? 100_000);
  const contacts = new ContactShelf(keeper);
  const directory = new DirectoryShelf(keeper);
  return {
    get onproblem() {
      return keeper.onproblem;
    },
    set onproblem(listener) {
      keeper.onproblem = listener;
    },
    addHistory: (entry) => history.add(entry),
    loadHistory: (limit) => history.load(limit),
    readHistory: (before, limit) => history.read(before, limit),
    restoreHistory: (entries) => history.restore(entries),
    removeHistory: (ids) => history.remove(ids),
    trimHistory: (before) => history.trim(before),
    markHistorySeen: () => history.markSeen(),
    clearHistory: () => history.clear(),
    putMessage: (message) => messages.put(message),
    loadMessages: (limit) => messages.load(limit),
    removeConversation: (line, peer) => messages.removeConversation(line, peer),
    loadContacts: () => contacts.load(),
    putContacts: (changed) => contacts.put(changed),
    removeContacts: (ids) => contacts.remove(ids),
    loadDirectory: (owner) => directory.load(owner),
    putDirectory: (owner, read) => directory.put(owner, read),
    loadDirectoryFavourites: (owner) => directory.loadFavourites(owner),
    putDirectoryFavourites: (owner, ids) => directory.putFavourites(owner, ids),
  };
}
