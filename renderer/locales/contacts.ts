/** The words of the contacts, beside all the others. Nothing that the start needs may import this. */
import contacts from './en/contacts.json';
import { t as pages, type PageMessageKey } from './pages';
import { translator, type MessageKey, type MessageValues } from './messages';

export type ContactMessageKey = keyof typeof contacts;

const own = translator<ContactMessageKey>(contacts);
const isOwn = (key: string): key is ContactMessageKey => Object.hasOwn(contacts, key);

export function t(key: MessageKey | PageMessageKey | ContactMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
