import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Api } from '../operator/api';
import { PortalError, type Fetched } from '../operator/model';
import { noPortal } from '../operator/no-portal';
import type { Contact } from '../phone/contacts';
import { FakeContactStore } from '../phone/fakes/fake-contact-store';
import { Contacts } from './contacts.svelte';
import { sampleContact } from './fakes/fake-contacts.svelte';

type Phonebook = Fetched<Api['PhonebookEntry'][]>;

let stop = (): void => {};
afterEach(() => {
  stop();
});

const entry = (id: string, name: string, number = '', extension = ''): Api['PhonebookEntry'] => ({
  id,
  name,
  numbers: number || extension ? [{ name: 'Work', number, extension }] : [],
});
const book = (tag: string, ...value: Api['PhonebookEntry'][]): Phonebook => ({ changed: true, tag, value });
const names = (contacts: readonly Contact[]) => contacts.map(({ name }) => name);

function opened({ store = new FakeContactStore(), signedIn = false, numbers = ['+49301'] } = {}) {
  const asked: (string | undefined)[] = [];
  const waiting: { resolve: (answer: Phonebook) => void; reject: (error: Error) => void }[] = [];
  const operator = $state({
    phase: signedIn ? ('signed-in' as const) : ('none' as 'none' | 'found' | 'signed-in'),
    domain: 'portal.test',
    user: '1001',
    portal: {
      ...noPortal,
      phonebook: (tag?: string): Promise<Phonebook> => {
        asked.push(tag);
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      },
    },
  });
  const own = $state({ numbers });
  let time = 1_000;
  const changed = vi.fn();
  const contacts = new Contacts({
    store,
    operator,
    ownNumbers: () => own.numbers,
    locale: 'en-US',
    now: () => (time += 1),
    changed,
  });
  stop = contacts.start();
  /** The portal's answer to the oldest question. */
  const answer = async (with_: Phonebook | PortalError): Promise<void> => {
    await vi.waitFor(() => {
      expect(waiting).not.toHaveLength(0);
    });
    const next = waiting.shift();
    if (with_ instanceof PortalError) next?.reject(with_);
    else next?.resolve(with_);
    await vi.waitFor(() => {
      expect(contacts.directory?.reading ?? false).toBe(false);
    });
  };
  return { contacts, store, operator, own, asked, answer, changed };
}

const ready = (contacts: Contacts): Promise<void> =>
  vi.waitFor(() => {
    expect(contacts.loaded).toBe(true);
  });

describe('own contacts', () => {
  it('are read, searched, changed and kept', async () => {
    const ada = sampleContact();
    const store = new FakeContactStore([ada]);
    const { contacts, changed } = opened({ store });
    expect(contacts.loaded).toBe(false);
    expect(contacts.search('', 'all')).toEqual([]);
    expect(contacts.directory).toBeNull();
    await ready(contacts);
    expect(names(contacts.search('love', 'all'))).toEqual(['Ada Lovelace']);
    expect(contacts.whose('+442079460321')?.name).toBe('Ada Lovelace');

    await contacts.save({
      ...ada,
      id: 'bea',
      name: ' Bea\u0000 ',
      numbers: [{ label: '', number: '030 5550123', extension: '' }],
    });
    expect(contacts.count).toBe(2);
    expect(contacts.whose('+49305550123')?.name).toBe('Bea');
    expect(store.contacts.get('bea')).toEqual(expect.objectContaining({ name: 'Bea', changedAt: 1_001 }));
    await contacts.setFavourite('bea', true);
    expect(names(contacts.favourites)).toEqual(['Bea']);
    expect(store.contacts.get('bea')?.favourite).toBe(true);
    await contacts.remove(['ada', 'nobody']);
    expect(contacts.get('ada')).toBeNull();
    expect([...store.contacts.keys()]).toEqual(['bea']);
    expect(changed).toHaveBeenCalled();
  });

  it('wait with a change until they are read', async () => {
    const { contacts, store } = opened({ store: new FakeContactStore([sampleContact()]) });
    await contacts.save(sampleContact({ id: 'bea', name: 'Bea' }));
    expect(names(contacts.search('', 'own'))).toEqual(['Ada Lovelace', 'Bea']);
    expect(store.contacts.size).toBe(2);
  });

  it('are added many at once, or none when it is given up', async () => {
    const { contacts, store } = opened({ store: new FakeContactStore([sampleContact()]) });
    const many = Array.from({ length: 2_000 }, (_, index) =>
      sampleContact({ id: `n${String(index)}`, name: `N ${String(index)}` }),
    );
    const giveUp = new AbortController();
    const adding = contacts.add(many, { signal: giveUp.signal });
    giveUp.abort();
    await expect(adding).rejects.toThrow();
    await contacts.save(sampleContact());
    expect(contacts.count).toBe(1);
    expect(store.contacts.size).toBe(1);
    const progress = vi.fn();
    await contacts.add([...many, sampleContact({ id: 'nobody', name: '', numbers: [] })], { progress });
    expect(contacts.count).toBe(2_001);
    expect(store.contacts.size).toBe(2_001);
    expect(progress).toHaveBeenLastCalledWith(2_000);
  });

  it('are merged; the first gives the name', async () => {
    const one = sampleContact({ id: '1', name: 'Ada Lovelace', notes: 'one' });
    const two = sampleContact({
      id: '2',
      name: 'Lovelace, Ada',
      numbers: [
        { label: 'Home', number: '+442079460321', extension: '' },
        { label: 'Work', number: '030 1', extension: '7' },
      ],
      emails: ['ada@acme.test'],
      notes: 'two',
      favourite: true,
    });
    const { contacts, store } = opened({
      store: new FakeContactStore([one, two, sampleContact({ id: '3', name: 'Bea', numbers: [] })]),
    });
    await ready(contacts);
    expect(contacts.duplicates().map(names)).toEqual([['Ada Lovelace', 'Lovelace, Ada']]);
    await contacts.merge(['1', '2']);
    expect(contacts.get('1')).toEqual(
      expect.objectContaining({
        name: 'Ada Lovelace',
        numbers: [...one.numbers, two.numbers[1]],
        emails: ['ada@acme.test'],
        notes: 'one\n\ntwo',
        favourite: true,
      }),
    );
    expect([...store.contacts.keys()]).toEqual(['1', '3']);
    expect(contacts.duplicates()).toEqual([]);
  });

  it('are compared in the country of our own number', async () => {
    const store = new FakeContactStore([
      sampleContact({ numbers: [{ label: '', number: '030 5550123', extension: '' }] }),
    ]);
    const { contacts, own } = opened({ store, numbers: ['1001'] });
    await ready(contacts);
    expect(contacts.whose('+49305550123')).toBeNull();
    own.numbers = ['1001', '+49 30 1'];
    flushSync();
    await vi.waitFor(() => {
      expect(contacts.whose('+49305550123')?.name).toBe('Ada Lovelace');
    });
  });

  it('tell who watches of every change', async () => {
    const { contacts } = opened({ store: new FakeContactStore([sampleContact()]) });
    const seen: string[][] = [];
    const end = $effect.root(() => {
      $effect(() => {
        seen.push(names(contacts.search('', 'all')));
      });
    });
    flushSync();
    await ready(contacts);
    flushSync();
    await contacts.save(sampleContact({ id: 'bea', name: 'Bea' }));
    flushSync();
    end();
    expect(seen).toEqual([[], ['Ada Lovelace'], ['Ada Lovelace', 'Bea']]);
  });
});

describe('the directory', () => {
  it('comes from the portal, is kept, and is asked for with its tag', async () => {
    const store = new FakeContactStore([sampleContact()]);
    const first = opened({ store, signedIn: true });
    await first.answer(book('"1"', entry('1', 'Reception', '+4930555000'), entry('2', 'Bert', '', '12')));
    expect(first.contacts.directory).toEqual({
      count: 2,
      readAt: expect.any(Number) as number,
      reading: false,
      failure: null,
    });
    expect(first.contacts.whose('12')?.name).toBe('Bert');
    expect(names(first.contacts.search('', 'directory'))).toEqual(['Bert', 'Reception']);
    await first.contacts.setFavourite('directory:2', true);
    await first.contacts.remove(['directory:2']);
    await first.contacts.save({ ...sampleContact(), id: 'mine' });
    stop();

    const second = opened({ store, signedIn: true });
    await second.answer({ changed: false });
    expect(second.asked).toEqual(['"1"']);
    expect(names(second.contacts.favourites)).toEqual(['Bert']);
    expect(second.contacts.directory?.count).toBe(2);
    const again = second.contacts.refreshDirectory();
    await second.answer(book('"2"', entry('2', 'Bert Other', '', '12')));
    await again;
    expect(names(second.contacts.search('', 'directory'))).toEqual(['Bert Other']);
    expect(names(second.contacts.favourites)).toEqual(['Bert Other']);
    expect(second.contacts.directory?.count).toBe(1);
  });

  it('stays as it was while the portal cannot be reached', async () => {
    const { contacts, answer } = opened({ signedIn: true });
    await answer(book('"1"', entry('1', 'Reception')));
    const again = contacts.refreshDirectory();
    await answer(new PortalError({ kind: 'offline' }));
    await again;
    expect(contacts.directory?.failure).toEqual({ kind: 'offline' });
    expect(contacts.directory?.count).toBe(1);
    window.dispatchEvent(new Event('online'));
    await answer({ changed: false });
    expect(contacts.directory?.failure).toBeNull();
  });

  it('goes with the sign-out, also from the disk, and another user gets their own', async () => {
    const { contacts, answer, operator, store, asked } = opened({ signedIn: true });
    await answer(book('"1"', entry('1', 'Reception')));
    const late = contacts.refreshDirectory();
    operator.phase = 'found';
    flushSync();
    await vi.waitFor(() => {
      expect(contacts.directory).toBeNull();
      expect(store.directories.size).toBe(0);
    });
    expect(contacts.search('', 'all')).toEqual([]);
    // What was on its way then belongs to nobody.
    await answer(book('"2"', entry('9', 'Late')));
    await late;
    expect(contacts.search('', 'all')).toEqual([]);
    operator.user = '1002';
    operator.phase = 'signed-in';
    flushSync();
    await answer(book('"3"', entry('1', 'Other')));
    expect(asked).toEqual([undefined, '"1"', undefined]);
    expect(names(contacts.search('', 'all'))).toEqual(['Other']);
  });

  it('keeps both of two entries with one id, and one of two that are the same', async () => {
    const { contacts, answer } = opened({ signedIn: true });
    await answer(book('"1"', entry('1', 'One'), entry('1', 'Two'), entry('1', 'One'), entry('2', '\u0000\u200b')));
    expect(names(contacts.search('', 'all'))).toEqual(['One', 'Two']);
  });
});
