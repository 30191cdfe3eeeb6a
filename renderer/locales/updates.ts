/** The words of the updates, beside those of the pages. Loaded with their screen. */
import updates from './en/updates.json';
import { translator, type MessageKey, type MessageValues } from './messages';
import { t as pages, type PageMessageKey } from './pages';

export type UpdatesMessageKey = keyof typeof updates;

const own = translator<UpdatesMessageKey>(updates);
const isOwn = (key: string): key is UpdatesMessageKey => Object.hasOwn(updates, key);

export function t(key: MessageKey | PageMessageKey | UpdatesMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
