import { describe, expect, it } from 'vitest';
import { ContactDraft, newContact } from './contact-draft.svelte';
import { sampleContact } from './fakes/fake-contacts.svelte';

describe('a contact being written', () => {
  it('keeps what it does not show, and says when it was changed', () => {
    const draft = new ContactDraft(sampleContact({ id: 'x', favourite: true }));
    expect(draft.changed).toBe(false);
    draft.notes = 'Mondays only ';
    expect(draft.changed).toBe(true);
    expect(draft.result(7)).toEqual(sampleContact({ id: 'x', favourite: true, notes: 'Mondays only', changedAt: 7 }));
  });

  it('leaves out numbers that say nothing, and keeps an extension alone', () => {
    const draft = new ContactDraft(newContact({ name: 'Ada' }));
    draft.addNumber();
    draft.addNumber(' +44 20 ');
    draft.addNumber();
    const last = draft.numbers[2];
    if (last) last.extension = '2214';
    expect(draft.result(0)?.numbers).toEqual([
      { label: '', number: '+44 20', extension: '' },
      { label: '', number: '', extension: '2214' },
    ]);
  });

  it('names the contact by what there is', () => {
    const named = (more: Parameters<typeof newContact>[0]) => new ContactDraft(newContact(more)).result(0)?.name;
    expect(named({ givenName: 'Ada', familyName: 'Lovelace', organization: 'ACME' })).toBe('Ada Lovelace');
    expect(named({ organization: 'ACME' })).toBe('ACME');
    expect(named({ numbers: [{ label: '', number: '+4930', extension: '' }] })).toBe('+4930');
  });

  it('says what is not right, number by number, and forgets it once it is', () => {
    const draft = new ContactDraft(newContact());
    draft.addNumber('hello there!');
    draft.emails = 'ada@example.com\nnobody';
    expect(draft.result(0)).toBeNull();
    expect(Object.keys(draft.errors.numbers)).toEqual(['0']);
    expect(draft.errors.emails).toContain('nobody');
    draft.removeNumber(0);
    draft.emails = '';
    expect(draft.result(0)).toBeNull();
    expect(draft.errors.name).toBeDefined();
    draft.name = 'Ada';
    expect(draft.result(0)?.name).toBe('Ada');
    expect(draft.errors).toEqual({ numbers: {} });
  });

  it('refuses an extension with anything but digits', () => {
    const draft = new ContactDraft(newContact({ name: 'Ada', numbers: [{ label: '', number: '1', extension: 'x' }] }));
    expect(draft.result(0)).toBeNull();
    expect(draft.errors.numbers[0]).toBeDefined();
  });
});
