/** The words about privacy and of the support bundle, beside those of the pages. Loaded with their screen. */
import { translator, type MessageKey, type MessageValues } from './messages';
import { t as pages, type PageMessageKey } from './pages';
import privacy from './en/privacy.json';

export type PrivacyMessageKey = keyof typeof privacy;

const own = translator<PrivacyMessageKey>(privacy);
const isOwn = (key: string): key is PrivacyMessageKey => Object.hasOwn(privacy, key);

export function t(key: MessageKey | PageMessageKey | PrivacyMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
