/** The words of signing in, out and up, and of the operator's account, beside those of the pages and of the portal. */
import signIn from './en/sign-in.json';
import { translator, type MessageKey, type MessageValues } from './messages';
import { t as usual, type PageMessageKey } from './pages';

export type SignInMessageKey = keyof typeof signIn;

const own = translator<SignInMessageKey>(signIn);
const isOwn = (key: string): key is SignInMessageKey => Object.hasOwn(signIn, key);

export function t(key: MessageKey | PageMessageKey | SignInMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : usual(key, values);
}
