/** The words of the connection check and of the SIP trace, beside those of the pages. Loaded with their screens. */
import diagnosis from './en/diagnosis.json';
import { translator, type MessageKey, type MessageValues } from './messages';
import { t as pages, type PageMessageKey } from './pages';

export type DiagnosisMessageKey = keyof typeof diagnosis;

const own = translator<DiagnosisMessageKey>(diagnosis);
const isOwn = (key: string): key is DiagnosisMessageKey => Object.hasOwn(diagnosis, key);

export function t(key: MessageKey | PageMessageKey | DiagnosisMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : pages(key, values);
}
