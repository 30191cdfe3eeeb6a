import * as v from 'valibot';
import type { Exchange } from '../../main/exchange/index';
import { AccountSchema, type PracticeAccount } from '../../preload/contract';

/** The nth account of a practice exchange, as the sign-in page's "Try it now" wants it. `portal`: Domain A, empty without. */
export function practiceAccount({ accounts, url, domain }: Exchange, index: number, portal: string): PracticeAccount {
  const chosen = accounts[index];
  if (!chosen) throw new Error(`the practice exchange has no account number ${String(index)}`);
  const { user, password, displayName } = chosen;
  return {
    account: v.parse(AccountSchema, {
      id: `practice-${user}`,
      servers: [url],
      user,
      authUser: '',
      domain,
      displayName,
      expires: 300,
      iceServers: [],
      practice: true,
    }),
    password,
    portal,
  };
}
