/** The store, loaded with its first use: the phone can ring before its history is there. */
import type { ContactStore } from '../phone/contacts';
import type { StorePort } from '../phone/ports';

type Store = StorePort & ContactStore;

export function openStoreLater(): Store {
  let listener: StorePort['onproblem'] = null;
  let opening: Promise<Store> | null = null;
  const open = () =>
    (opening ??= import('./store').then(({ openStore }) => {
      const store = openStore();
      store.onproblem = (problem, detail) => listener?.(problem, detail);
      return store;
    }));
  /** What is asked for one after the other is done one after the other. */
  async function use<T>(what: (store: Store) => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await what(await open());
    } catch (error) {
      // Only the loading itself can fail: a page whose server is gone.
      opening = null;
      listener?.('unavailable', String(error));
      return otherwise;
    }
  }
  return {
    get onproblem() {
      return listener;
    },
    set onproblem(next) {
      listener = next;
    },
    addHistory: (entry) => use((store) => store.addHistory(entry), undefined),
    loadHistory: (limit) => use((store) => store.loadHistory(limit), []),
    readHistory: (before, limit) => use((store) => store.readHistory(before, limit), { entries: [], next: null }),
    restoreHistory: (entries) => use((store) => store.restoreHistory(entries), undefined),
    removeHistory: (ids) => use((store) => store.removeHistory(ids), undefined),
    trimHistory: (before) => use((store) => store.trimHistory(before), undefined),
    markHistorySeen: () => use((store) => store.markHistorySeen(), undefined),
    clearHistory: () => use((store) => store.clearHistory(), undefined),
    putMessage: (message) => use((store) => store.putMessage(message), undefined),
    loadMessages: (limit) => use((store) => store.loadMessages(limit), []),
    removeConversation: (line, peer) => use((store) => store.removeConversation(line, peer), undefined),
    loadContacts: () => use((store) => store.loadContacts(), []),
    putContacts: (contacts) => use((store) => store.putContacts(contacts), undefined),
    removeContacts: (ids) => use((store) => store.removeContacts(ids), undefined),
    loadDirectory: (owner) => use((store) => store.loadDirectory(owner), null),
    putDirectory: (owner, directory) => use((store) => store.putDirectory(owner, directory), undefined),
    loadDirectoryFavourites: (owner) => use((store) => store.loadDirectoryFavourites(owner), []),
    putDirectoryFavourites: (owner, ids) => use((store) => store.putDirectoryFavourites(owner, ids), undefined),
  };
}
