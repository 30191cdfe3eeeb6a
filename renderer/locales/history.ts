/** The words of the history, beside all the others. Nothing that the start needs may import this. */
import history from './en/history.json';
import { t as pages, type PageMessageKey } from './pages';
import { translator, type MessageKey, type MessageValues } from './messages';

export type HistoryMessageKey = keyof typeof history;

const own = translator<HistoryMessageKey>(history);
const isOwn = (key: string): key is HistoryMessageKey => Object.hasOwn(history, key);

export function t(key: MessageKey | PageMessageKey | HistoryMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
