/** The words of the pages that are loaded when they are opened, beside all the others. Nothing that the start needs may import this. */
import pages from './en/pages.json';
import { t as usual, translator, type MessageKey, type MessageValues } from './messages';

export type PageMessageKey = keyof typeof pages;

const own = translator<PageMessageKey>(pages);
const isOwn = (key: string): key is PageMessageKey => Object.hasOwn(pages, key);

export function t(key: MessageKey | PageMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : usual(key, values);
}
