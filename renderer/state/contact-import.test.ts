import { describe, expect, it } from 'vitest';
import type { Contact } from '../phone/contacts';
import { FileError, type Column, type ImportOptions, type ImportResult, type OpenedFile } from '../contacts/transfer';
import { ContactImport, importOf, type ContactFiles } from './contact-import.svelte';
import { FakeContacts, sampleContact } from './fakes/fake-contacts.svelte';

const card: OpenedFile = { kind: 'vcard', encoding: 'utf-8', table: null, preview: [sampleContact()] };
const mapping: Column[] = [{ field: 'name' }, { field: 'number', group: 0, label: '' }, { field: 'label', group: 0 }];
const csv: OpenedFile = {
  kind: 'csv',
  encoding: 'utf-8',
  table: { delimiter: ';', hasHeader: true, header: ['Name', 'Tel', 'Art'], rows: [['Ada', '1', 'Work']], mapping },
  preview: [],
};
const read = (contacts: readonly Contact[]): ImportResult => ({
  contacts,
  skipped: [],
  skippedCount: 0,
  photosLost: 0,
  cut: false,
});
const file = new File(['x'], 'people.vcf');
const smallPhoto = (): Promise<string> => Promise.resolve('');

function files(opened: OpenedFile, readFile: (options: ImportOptions) => Promise<ImportResult>): ContactFiles {
  return {
    openContactFile: () => Promise.resolve(opened),
    previewOf: (_table, columns) => [sampleContact({ name: columns.map(({ field }) => field).join(' ') }), null],
    readContactFile: (_file, _opened, options) => readFile(options),
  };
}
const importing = (contacts: FakeContacts, all: ContactFiles): ContactImport =>
  new ContactImport(contacts, () => Promise.resolve(all));

describe('an import', () => {
  it('shows what is in the file, brings it in, and takes it away again', async () => {
    const contacts = new FakeContacts([sampleContact({ id: 'old' })]);
    const shares: number[] = [];
    let known: readonly Contact[] = [];
    const one = importing(
      contacts,
      files(card, (options) => {
        known = options.known;
        options.progress?.(0.5);
        if (one.step.kind === 'running') shares.push(one.step.share);
        return Promise.resolve(read([sampleContact({ id: 'new' })]));
      }),
    );
    await one.open(file);
    expect(one.step).toMatchObject({ kind: 'check', name: 'people.vcf' });
    expect(one.preview).toEqual(card.preview);
    await one.run(smallPhoto);
    expect(one.step.kind).toBe('done');
    expect(known.map(({ id }) => id)).toEqual(['old']);
    expect(shares).toEqual([0.4]);
    expect(contacts.get('new')).not.toBeNull();
    await one.undo();
    expect(contacts.get('new')).toBeNull();
    expect(contacts.get('old')).not.toBeNull();
    expect(one.step.kind).toBe('choose');
  });

  it('keeps nothing when it is given up, and can be begun again', async () => {
    const contacts = new FakeContacts();
    const one = importing(
      contacts,
      files(card, ({ signal }) => {
        one.cancel();
        return Promise.reject(signal?.reason instanceof Error ? signal.reason : new Error('not aborted'));
      }),
    );
    await one.open(file);
    await one.run(smallPhoto);
    expect(one.step.kind).toBe('check');
    expect(contacts.count).toBe(0);
  });

  it('says what is wrong with a file', async () => {
    const broken = { ...files(card, () => Promise.reject(new Error('never'))) };
    const one = importing(new FakeContacts(), {
      ...broken,
      openContactFile: () => Promise.reject(new FileError('too-large')),
    });
    await one.open(file);
    expect(one.step).toEqual({ kind: 'choose', problem: 'too-large' });
  });

  it('says that contacts could not be kept', async () => {
    const contacts = new FakeContacts();
    contacts.add = () => Promise.reject(new Error('disk full'));
    const one = importing(
      contacts,
      files(card, () => Promise.resolve(read([sampleContact()]))),
    );
    await one.open(file);
    await one.run(smallPhoto);
    expect(one.step).toEqual({ kind: 'failed', name: 'people.vcf' });
  });

  it('takes the columns as the user says', async () => {
    let taken: readonly Column[] | undefined;
    const one = importing(
      new FakeContacts(),
      files(csv, (options) => {
        taken = options.mapping;
        return Promise.resolve(read([]));
      }),
    );
    await one.open(file);
    expect(one.preview.map((contact) => contact?.name)).toEqual(['name number label', undefined]);
    // The label belongs to a number that no column holds any more.
    one.setColumn(1, { field: 'notes' });
    expect(one.mapping.map(({ field }) => field)).toEqual(['name', 'notes', 'none']);
    one.setColumn(0, { field: 'none' });
    expect(one.canStart).toBe(false);
    await one.run(smallPhoto);
    expect(taken).toBeUndefined();
    one.setColumn(2, { field: 'organization' });
    await one.run(smallPhoto);
    expect(taken?.map(({ field }) => field)).toEqual(['none', 'notes', 'organization']);
  });

  it('is one for all who ask for that of the same contacts', () => {
    const contacts = new FakeContacts();
    expect(importOf(contacts)).toBe(importOf(contacts));
    expect(importOf(contacts)).not.toBe(importOf(new FakeContacts()));
  });
});
