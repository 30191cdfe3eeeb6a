/** What contacts may hold, whoever wrote them: plain text on one line each, of a length that nothing chokes on. */
import type { Contact, ContactNumber } from '../phone/contacts';
import { harmlessText } from '../phone/identity';

const plain = /^[!-~]+(?: [!-~]+)*$/;
const longestNumber = 128;
const longestNotes = 10_000;
const mostNumbers = 50;
/** A picture of 256 × 256 fits many times over. */
const longestPhoto = 400_000;
const photoAddress = /^data:image\/(?:png|jpeg|webp|gif);base64,[\w+/=]+$/;
/** All controls but the end of a line, and what turns the direction of writing around. */
const unseen = /(?!\n)\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffc]/gu;

export function harmlessField(text: string, longest = 200): string {
  return text.length <= longest && plain.test(text) ? text : harmlessText(text, longest);
}

/** Of several lines. */
export function harmlessNotes(text: string): string {
  return text.slice(0, longestNotes).replace(/\r\n?/gu, '\n').replace(/\t/gu, ' ').replace(unseen, '').trim();
}

function harmlessNumber({ label, number, extension }: ContactNumber): ContactNumber {
  return {
    label: harmlessField(label, 60),
    number: harmlessField(number, longestNumber),
    extension: harmlessField(extension, 20),
  };
}

/** Null when it has neither name nor number: it is nobody. */
export function harmlessContact(contact: Contact): Contact | null {
  const numbers = contact.numbers
    .slice(0, mostNumbers)
    .map(harmlessNumber)
    .filter(({ number, extension }) => number !== '' || extension !== '');
  const [givenName, familyName, organization] = [contact.givenName, contact.familyName, contact.organization].map(
    (text) => harmlessField(text),
  ) as [string, string, string];
  const emails = contact.emails
    .slice(0, mostNumbers)
    .map((email) => harmlessField(email, 254))
    .filter((email) => email !== '');
  const name =
    harmlessField(contact.name) ||
    `${givenName} ${familyName}`.trim() ||
    organization ||
    emails[0] ||
    numbers[0]?.number ||
    numbers[0]?.extension;
  if (!name) return null;
  return {
    ...contact,
    name,
    givenName,
    familyName,
    organization,
    type: harmlessField(contact.type),
    category: harmlessField(contact.category),
    numbers,
    emails,
    notes: harmlessNotes(contact.notes),
    photo: contact.photo.length <= longestPhoto && photoAddress.test(contact.photo) ? contact.photo : '',
  };
}

/** Of nobody yet. */
export const emptyContact: Contact = {
  id: '',
  source: 'own',
  name: '',
  givenName: '',
  familyName: '',
  organization: '',
  type: '',
  category: '',
  numbers: [],
  emails: [],
  notes: '',
  photo: '',
  favourite: false,
  changedAt: 0,
};
