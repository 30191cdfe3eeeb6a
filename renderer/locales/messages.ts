/**
 * Every word the user reads, by key, as ICU messages. Used by the renderer and by main.
 * A key that does not exist, or a value that is missing, does not compile or throws in tests; in the product the key shows.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import calls from './en/calls.json';
import desktop from './en/desktop.json';
import reasons from './en/reasons.json';
import ui from './en/ui.json';

const messages = { ...ui, ...calls, ...reasons, ...desktop };

export type MessageKey = keyof typeof messages;
export type MessageValues = Readonly<Record<string, string | number>>;

const system = new Intl.DateTimeFormat().resolvedOptions().locale;

/** Language of the words; dates and numbers follow the system only where it speaks the same language. */
export const locale = system.startsWith('en') && system !== 'en-US-u-va-posix' ? system : 'en-GB';

const formats = new Map<MessageKey, IntlMessageFormat>();

/** The message in the user's language. Plain messages are not parsed, which keeps the start fast. */
export function t(key: MessageKey, values?: MessageValues): string {
  const text: string = messages[key];
  if (!text.includes('{')) return text;
  let format = formats.get(key);
  if (!format) {
    format = new IntlMessageFormat(text, locale);
    formats.set(key, format);
  }
  return String(format.format(values));
}
