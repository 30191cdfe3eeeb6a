/** What is said of the operator's web server when something cannot be had of it, beside all other words. Loaded with the screens that ask it. */
import portal from './en/portal.json';
import { t as usual, translator, type MessageKey, type MessageValues } from './messages';

export type PortalMessageKey = keyof typeof portal;

const own = translator<PortalMessageKey>(portal);
const isOwn = (key: string): key is PortalMessageKey => Object.hasOwn(portal, key);

export function t(key: MessageKey | PortalMessageKey, values?: MessageValues): string {
  return isOwn(key) ? own(key, values) : usual(key, values);
}
