/** The database of the phone in IndexedDB: its name, its version and how one version becomes the next. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

export const databaseName = 'sidetone';
/**
 * 1: `history` by id, with the indexes `time` and `unseen` (missed calls that nobody looked at, and no others).
 * 2: `messages` by id, with the indexes `time` and `conversation`.
 * 3: `contacts` by id; `directory` in numbered batches, with `about` and `favourites` beside them.
 */
export const databaseVersion = 3;

interface Schema extends DBSchema {
  history: {
    key: string;
    /** A HistoryEntry and its mark; parsed when it is read. */
    value: { id: string; startedAt: number; seen: boolean; unseen?: 1 };
    indexes: { time: number; unseen: number };
  };
  messages: {
    key: string;
    /** A ChatMessage; parsed when it is read. */
    value: { id: string; line: string; peer: string; at: number };
    indexes: { time: number; conversation: [string, string] };
  };
  contacts: {
    key: string;
    /** A Contact of the user's own; parsed when it is read. */
    value: { id: string };
  };
  directory: {
    key: number | string;
    /** See directory-shelf.ts; parsed when it is read. */
    value: object;
  };
}

export type Database = IDBPDatabase<Schema>;

/** Opens the database; rejects where there is none, where it is damaged, newer than this program, or does not answer in `limitMs`. */
export async function openDatabase(limitMs: number, lost: () => void): Promise<Database> {
  let late = false;
  const opening = openDB<Schema>(databaseName, databaseVersion, {
    upgrade(database, from) {
      if (from < 1) {
        const history = database.createObjectStore('history', { keyPath: 'id' });
        history.createIndex('time', 'startedAt');
        history.createIndex('unseen', 'unseen');
      }
      if (from < 2) {
        const messages = database.createObjectStore('messages', { keyPath: 'id' });
        messages.createIndex('time', 'at');
        messages.createIndex('conversation', ['line', 'peer']);
      }
      if (from < 3) {
        database.createObjectStore('contacts', { keyPath: 'id' });
        database.createObjectStore('directory');
      }
    },
    // Another window brings a newer version: make room, and open again when there is something to keep.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      lost();
    },
    terminated: lost,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new Error(`the database did not open within ${String(limitMs)} ms`));
    }, limitMs);
  });
  opening.then(
    (database) => {
      if (late) database.close();
    },
    () => undefined,
  );
  try {
    return await Promise.race([opening, limit]);
  } finally {
    clearTimeout(timer);
  }
}
