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

/**
 * Gives the words of one set of messages; a page that is loaded later brings its own (pages.ts). Plain messages are not
 * parsed, which keeps the start fast.
 */
export function translator<Key extends string>(
  messages: Readonly<Record<Key, string>>,
): (key: Key, values?: MessageValues) => string {
  const formats = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    const text = messages[key];
    if (!text.includes('{')) return text;
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(text, locale);
      formats.set(key, format);
    }
    return String(format.format(values));
  };
}

/** The message in the user's language. */
export const t = translator<MessageKey>(messages);
