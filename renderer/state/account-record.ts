/** The account as it crosses the bridge, and as the phone has it: the same, but for optional and read-only fields. */
import type { AccountRecord } from '../../preload/contract';
import type { Account } from '../phone/account';

export function fromRecord(record: AccountRecord): Account {
  return {
    ...record,
    iceServers: record.iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
  };
}

export function toRecord(account: Account): AccountRecord {
  return {
    ...account,
    servers: [...account.servers],
    iceServers: account.iceServers.map((server) => ({ ...server })),
    forwarding: { ...account.forwarding },
    monitored: account.monitored.map((person) => ({ ...person })),
  };
}
