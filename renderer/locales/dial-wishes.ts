/** The words about numbers that something outside wants called, beside those of the call. */
import wishes from './en/dial-wishes.json';
import { t as usual, translator, type MessageKey, type MessageValues } from './messages';

export type WishMessageKey = keyof typeof wishes;

const own = translator<WishMessageKey>(wishes);
const isOwn = (key: string): key is WishMessageKey => Object.hasOwn(wishes, key);

export function t(key: MessageKey | WishMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : usual(key, values);
}
