import { t } from '../locales/messages';
import type { OperatorView } from './operator';

/** What the phone is called in the app bar and the window's title: the SIP user where the flag says so, else the brand. */
export function phoneTitle(operator: Pick<OperatorView, 'brand' | 'provisioned' | 'has'>): string {
  const { brand, provisioned } = operator;
  if (provisioned && operator.has('TITLE_USERNAME')) return provisioned.account.user;
  return brand?.name || t('app.name');
}
