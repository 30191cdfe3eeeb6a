import type { LoadedAccount } from '../../preload/contract';
import type { PhoneApi } from '../phone/phone-api';
import { fromRecord } from './account-record';

/** Signs in whatever was kept with its password: the first thing that happens, before there is anything to be seen. */
export function signInKept(phone: Pick<PhoneApi, 'signIn'>, accounts: readonly LoadedAccount[]): void {
  for (const { account, password } of accounts) {
    if (password !== null) phone.signIn(fromRecord(account), password);
  }
}
