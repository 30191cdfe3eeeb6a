/** The words of the operator's side of the phone (portal, home, balance, payment), beside those of the pages. Loaded with its screens. */
import operator from './en/operator.json';
import type { MessageKey, MessageValues } from './messages';
import { t as pages, type PageMessageKey } from './pages';
import { translator } from './messages';

export type OperatorMessageKey = keyof typeof operator;

const own = translator<OperatorMessageKey>(operator);
const isOwn = (key: string): key is OperatorMessageKey => Object.hasOwn(operator, key);

export function t(key: MessageKey | PageMessageKey | OperatorMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
