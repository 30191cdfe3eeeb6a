import { t } from '../locales/contacts';
import { emptyContact } from '../contacts/harmless-contact';
import type { Contact, ContactNumber } from '../phone/contacts';
import { readDialString } from '../phone/dial-string';

/** A contact being written: the logic behind the form. */
export class ContactDraft {
  name = $state('');
  givenName = $state('');
  familyName = $state('');
  organization = $state('');
  type = $state('');
  category = $state('');
  numbers = $state<{ label: string; number: string; extension: string }[]>([]);
  /** One a line. */
  emails = $state('');
  notes = $state('');
  photo = $state('');
  favourite = $state(false);
  errors = $state<{ name?: string; numbers: Record<number, string>; emails?: string }>({ numbers: {} });
  readonly #before: string;

  /** `from`: the contact that is changed, or what is known of a new one. */
  constructor(private readonly from: Contact) {
    const { numbers, emails, ...rest } = from;
    this.name = rest.name;
    this.givenName = rest.givenName;
    this.familyName = rest.familyName;
    this.organization = rest.organization;
    this.type = rest.type;
    this.category = rest.category;
    this.notes = rest.notes;
    this.photo = rest.photo;
    this.favourite = rest.favourite;
    this.numbers = numbers.map((number) => ({ ...number }));
    this.emails = emails.join('\n');
    this.#before = this.#text();
  }

  get changed(): boolean {
    return this.#text() !== this.#before;
  }

  addNumber(number = ''): void {
    this.numbers.push({ label: '', number, extension: '' });
  }

  removeNumber(index: number): void {
    this.numbers.splice(index, 1);
    this.errors.numbers = {};
  }

  /** The contact as it is written; null: something is not right, see `errors`. */
  result(now: number): Contact | null {
    const numbers = this.#numbers();
    const emails = trimmedLines(this.emails);
    const name = this.name.trim() || this.#nameFromParts(numbers);
    const wrong: Record<number, string> = {};
    this.numbers.forEach(({ number, extension }, index) => {
      const read = number.trim() === '' ? null : readDialString(number);
      if (read && !read.ok) wrong[index] = t(`dial.problem.${read.problem}`);
      else if (extension.trim() !== '' && !/^[\d*#]{1,20}$/u.test(extension.trim()))
        wrong[index] = t('contacts.error.extension');
    });
    const badEmail = emails.find((email) => !/^[^\s@]+@[^\s@]+$/u.test(email));
    this.errors = {
      numbers: wrong,
      ...(name === '' && { name: t('contacts.error.name') }),
      ...(badEmail !== undefined && { emails: t('contacts.error.email', { email: badEmail }) }),
    };
    if (name === '' || badEmail !== undefined || Object.keys(wrong).length > 0) return null;
    return {
      ...this.from,
      name,
      givenName: this.givenName.trim(),
      familyName: this.familyName.trim(),
      organization: this.organization.trim(),
      type: this.type.trim(),
      category: this.category.trim(),
      numbers,
      emails,
      notes: this.notes.trim(),
      photo: this.photo,
      favourite: this.favourite,
      changedAt: now,
    };
  }

  /** Rows that say nothing are left out. */
  #numbers(): ContactNumber[] {
    return this.numbers
      .map(({ label, number, extension }) => ({
        label: label.trim(),
        number: number.trim(),
        extension: extension.trim(),
      }))
      .filter(({ number, extension }) => number !== '' || extension !== '');
  }

  #nameFromParts(numbers: readonly ContactNumber[]): string {
    const person = `${this.givenName.trim()} ${this.familyName.trim()}`.trim();
    return person || this.organization.trim() || (numbers[0]?.number ?? '');
  }

  #text(): string {
    const { name, givenName, familyName, organization, type, category, numbers, emails, notes, photo, favourite } =
      this;
    return JSON.stringify([
      ...[name, givenName, familyName, organization, type, category],
      ...[numbers, emails, notes, photo, favourite],
    ]);
  }
}

/** A contact that nothing is known of yet. */
export const newContact = (more: Partial<Contact> = {}): Contact => ({
  ...emptyContact,
  id: crypto.randomUUID(),
  ...more,
});

const trimmedLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
