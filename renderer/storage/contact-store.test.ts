import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeEntry } from '../phone/fakes/fake-entry';
import type { Contact } from '../phone/contacts';
import type { StoreProblem } from '../phone/ports';
import { databaseName, databaseVersion } from './database';
import { openStore } from './store';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function opened() {
  const store = openStore();
  const problems: (StoreProblem | null)[] = [];
  store.onproblem = (problem) => problems.push(problem);
  return { store, problems };
}

const contact = (id: string, more: Partial<Contact> = {}): Contact => ({
  id,
  source: 'own',
  name: `Name ${id}`,
  givenName: '',
  familyName: '',
  organization: '',
  type: '',
  category: '',
  numbers: [{ label: 'Mobile', number: '+49 170 1', extension: '2' }],
  emails: ['a@b.test'],
  notes: '',
  photo: 'data:image/png;base64,iVBO',
  favourite: true,
  changedAt: 5,
  ...more,
});
const many = (count: number, source: Contact['source']) =>
  Array.from({ length: count }, (_, index) => contact(String(index).padStart(4, '0'), { source }));
const ids = (contacts: readonly Contact[]) => contacts.map(({ id }) => id).sort();

describe('own contacts on the disk', () => {
  it('outlive the program, however many', async () => {
    const first = openStore();
    const all = many(600, 'own');
    await first.putContacts(all);
    await first.putContacts([contact('0001', { name: 'Changed' })]);
    await first.removeContacts(['0000', 'nobody']);
    const { store, problems } = opened();
    const loaded = await store.loadContacts();
    expect(ids(loaded)).toEqual(ids(all).slice(1));
    expect(loaded.find(({ id }) => id === '0001')?.name).toBe('Changed');
    expect(loaded.find(({ id }) => id === '0002')).toEqual(all[2]);
    expect(problems).toEqual([]);
  });

  it('are not lost while the disk is full', async () => {
    const { store, problems } = opened();
    await store.putContacts([contact('a'), contact('b')]);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await store.putContacts([contact('c')]);
    await store.removeContacts(['a']);
    expect(problems).toEqual(['full']);
    expect(ids(await store.loadContacts())).toEqual(['b', 'c']);
    vi.restoreAllMocks();
    await store.putContacts([contact('d')]);
    expect(problems).toEqual(['full', null]);
    expect(ids(await openStore().loadContacts())).toEqual(['b', 'c', 'd']);
  });

  it('live in memory where there is no database', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { store, problems } = opened();
    await store.putContacts([contact('a')]);
    await store.removeContacts(['b']);
    expect(ids(await store.loadContacts())).toEqual(['a']);
    expect(await store.loadDirectory('me')).toBeNull();
    expect(problems).toEqual(['unavailable']);
  });

  it('are left out where they cannot be read, and that is said', async () => {
    const { store, problems } = opened();
    await store.putContacts([contact('a')]);
    const database = await openDB(databaseName, databaseVersion);
    await database.put('contacts', { ...contact('bad'), numbers: 'none' });
    await database.put('contacts', { ...contact('worse'), photo: 'https://evil.test/' });
    await database.put('contacts', { ...contact('other'), source: 'directory' });
    database.close();
    expect(ids(await store.loadContacts())).toEqual(['a']);
    expect(problems).toEqual(['corrupt']);
  });
});

describe('the directory on the disk', () => {
  const directory = (count: number) => ({ contacts: many(count, 'directory'), tag: '"1"', readAt: 7 });

  it('takes the place of the one before as a whole, and belongs to one owner', async () => {
    const { store, problems } = opened();
    expect(await store.loadDirectory('me')).toBeNull();
    await store.putDirectory('me', directory(600));
    await store.putDirectory('me', directory(300));
    await store.putDirectoryFavourites('me', ['0001', '0002']);
    const again = openStore();
    expect(await again.loadDirectory('me')).toEqual(directory(300));
    expect(await again.loadDirectory('you')).toBeNull();
    expect(await again.loadDirectoryFavourites('me')).toEqual(['0001', '0002']);
    expect(await again.loadDirectoryFavourites('you')).toEqual([]);
    await store.putDirectory('me', null);
    expect(await openStore().loadDirectory('me')).toBeNull();
    const database = await openDB(databaseName, databaseVersion);
    expect(await database.getAllKeys('directory')).toEqual(['favourites']);
    database.close();
    expect(problems).toEqual([]);
  });

  it('asks for all again where something cannot be read', async () => {
    const { store, problems } = opened();
    await store.putDirectory('me', directory(2));
    const database = await openDB(databaseName, databaseVersion);
    await database.put('directory', { contacts: [contact('9', { source: 'directory' }), { id: 'bad' }] }, 250);
    database.close();
    const read = await store.loadDirectory('me');
    expect(ids(read?.contacts ?? [])).toEqual(['0000', '0001', '9']);
    expect(read?.tag).toBe('');
    expect(problems).toEqual(['corrupt']);
  });

  it('has room beside what the version before kept', async () => {
    const old = await openDB(databaseName, 2, {
      upgrade(database) {
        const history = database.createObjectStore('history', { keyPath: 'id' });
        history.createIndex('time', 'startedAt');
        history.createIndex('unseen', 'unseen');
        const messages = database.createObjectStore('messages', { keyPath: 'id' });
        messages.createIndex('time', 'at');
        messages.createIndex('conversation', ['line', 'peer']);
      },
    });
    const entry = fakeEntry({ id: 'e' });
    await old.put('history', entry);
    old.close();
    const { store } = opened();
    await store.putContacts([contact('a')]);
    expect(ids(await store.loadContacts())).toEqual(['a']);
    expect(await store.loadHistory(10)).toEqual([entry]);
  });
});
