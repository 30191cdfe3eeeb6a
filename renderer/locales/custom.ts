/** The words of an operator's own pages, buttons and forms, beside those of the portal. Loaded with their screens. */
import custom from './en/custom.json';
import { translator, type MessageKey, type MessageValues } from './messages';
import { t as pages, type PageMessageKey } from './pages';

export type CustomMessageKey = keyof typeof custom;

const own = translator<CustomMessageKey>(custom);
const isOwn = (key: string): key is CustomMessageKey => Object.hasOwn(custom, key);

export function t(key: MessageKey | PageMessageKey | CustomMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
