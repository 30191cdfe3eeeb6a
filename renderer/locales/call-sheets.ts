/** The words of what is opened during a call, beside those of the call itself. Nothing that has to be there to ring may import this. */
import sheets from './en/call-sheets.json';
import { t as usual, translator, type MessageKey, type MessageValues } from './messages';

export type SheetMessageKey = keyof typeof sheets;

const own = translator<SheetMessageKey>(sheets);
const isOwn = (key: string): key is SheetMessageKey => Object.hasOwn(sheets, key);

export function t(key: MessageKey | SheetMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : usual(key, values);
}
