/** The words of the home page, the balance and payments, beside those of the pages. Loaded with their screens. */
import home from './en/home.json';
import { translator, type MessageKey, type MessageValues } from './messages';
import { t as pages, type PageMessageKey } from './pages';

export type HomeMessageKey = keyof typeof home;

const own = translator<HomeMessageKey>(home);
const isOwn = (key: string): key is HomeMessageKey => Object.hasOwn(home, key);

export function t(key: MessageKey | PageMessageKey | HomeMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
