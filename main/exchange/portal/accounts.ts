/** The users: those of the exchange, and those who have registered here, who can then register with it over SIP. */
import type { Exchange } from '../index';
import { randomToken, sameText, sipSecret } from './secrets';
import { number, text, type Row, type Store } from './store';

export interface PortalAccount {
  user: string;
  email: string;
  displayName: string;
  /** In hundredths. */
  balance: number;
}

const FIRST_NEW_USER = 2001;

export class Accounts {
  constructor(
    private readonly store: Store,
    private readonly exchange: Exchange,
    /** In hundredths; what a new account starts with, as its template has it. */
    private readonly credit: number,
  ) {
    for (const { user, password, displayName } of exchange.accounts) {
      const secret = sipSecret(user, exchange.domain, password);
      const email = `${user}@${exchange.domain}`;
      store.run(
        `INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (user) DO UPDATE SET md5 = excluded.md5, sha256 = excluded.sha256`,
        [user, email, displayName, secret.MD5, secret['SHA-256'], credit],
      );
    }
    for (const row of store.all('SELECT * FROM accounts')) this.tellExchange(row);
  }

  /** By user or e-mail address. */
  find(name: string): PortalAccount | null {
    return account(this.store.get('SELECT * FROM accounts WHERE user = ? OR email = ?', [name, name]));
  }

  /** The account, when this is its password. */
  verify(name: string, password: string): PortalAccount | null {
    const row = this.store.get('SELECT * FROM accounts WHERE user = ? OR email = ?', [name, name]);
    const given = sipSecret(text(row, 'user'), this.exchange.domain, password);
    return sameText(given['SHA-256'], text(row, 'sha256')) ? account(row) : null;
  }

  create(
    email: string,
    displayName: string,
    password: string | undefined,
  ): { account: PortalAccount; password: string } {
    const highest = number(this.store.get('SELECT max(CAST(user AS INTEGER)) AS n FROM accounts'), 'n');
    const user = String(Math.max(FIRST_NEW_USER, highest + 1));
    const chosen = password ?? randomToken();
    const secret = sipSecret(user, this.exchange.domain, chosen);
    this.store.run('INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?)', [
      user,
      email,
      displayName || email.replace(/@.*/, ''),
      secret.MD5,
      secret['SHA-256'],
      this.credit,
    ]);
    return { account: this.published(user), password: chosen };
  }

  /** A new password, for one who has proved the e-mail address. Those of the exchange keep the one they have. */
  renew(user: string, password: string | undefined): string {
    const own = this.passwordAtExchange(user);
    if (own !== null) return own;
    const chosen = password ?? randomToken();
    const secret = sipSecret(user, this.exchange.domain, chosen);
    this.store.run('UPDATE accounts SET md5 = ?, sha256 = ? WHERE user = ?', [secret.MD5, secret['SHA-256'], user]);
    this.published(user);
    return chosen;
  }

  /** Of those that the exchange was started with, which have another one at each start; null for others. */
  passwordAtExchange(user: string): string | null {
    return this.exchange.accounts.find((known) => known.user === user)?.password ?? null;
  }

  /** By so many hundredths. */
  changeBalance(user: string, by: number): void {
    this.store.run('UPDATE accounts SET balance = balance + ? WHERE user = ?', [by, user]);
  }

  private published(user: string): PortalAccount {
    const row = this.store.get('SELECT * FROM accounts WHERE user = ?', [user]);
    const found = account(row);
    if (!row || !found) throw new Error('the account was not kept');
    this.tellExchange(row);
    return found;
  }

  private tellExchange(row: Row): void {
    this.exchange.addAccount(text(row, 'user'), { MD5: text(row, 'md5'), 'SHA-256': text(row, 'sha256') });
  }
}

function account(row: Row | null): PortalAccount | null {
  if (!row) return null;
  return {
    user: text(row, 'user'),
    email: text(row, 'email'),
    displayName: text(row, 'display_name'),
    balance: number(row, 'balance'),
  };
}
