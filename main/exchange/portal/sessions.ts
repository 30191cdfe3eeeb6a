/** Who is signed in. Of tokens only hashes are kept; a SIP password is sealed with the token that may ask for it. */
import type { Clock } from '../clock';
import type { Accounts, PortalAccount } from './accounts';
import type { Api } from './api';
import { unauthorized } from './problem';
import { hashOf, randomId, randomToken, seal, unseal } from './secrets';
import { number, text, type Row, type Store } from './store';

export interface Session {
  id: string;
  account: PortalAccount;
  sipPassword: string;
}

export interface Lifetimes {
  /** Seconds. */
  access: number;
  refresh: number;
}

export class Sessions {
  constructor(
    private readonly store: Store,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly lifetimes: Lifetimes,
  ) {}

  begin(account: PortalAccount, sipPassword: string): Api['Tokens'] {
    return this.issue(randomId(), account, sipPassword);
  }

  /** Of an access token. Throws the problem. */
  find(token: string): Session {
    const row = this.store.get('SELECT * FROM sessions WHERE access = ?', [hashOf(token)]);
    if (!row || number(row, 'access_until') <= this.clock.now()) throw unauthorized();
    return this.session(row, 'sealed_access', token);
  }

  refresh(token: string): Api['Tokens'] {
    const hash = hashOf(token);
    const spent = this.store.get('SELECT session FROM spent_refresh WHERE hash = ?', [hash]);
    if (spent) this.end(text(spent, 'session'));
    const row = this.store.get('SELECT * FROM sessions WHERE refresh = ?', [hash]);
    if (!row || number(row, 'refresh_until') <= this.clock.now()) throw unauthorized();
    const { id, account, sipPassword } = this.session(row, 'sealed_refresh', token);
    this.store.run('INSERT INTO spent_refresh VALUES (?, ?)', [hash, id]);
    return this.issue(id, account, sipPassword);
  }

  end(id: string): void {
    for (const sql of [
      'DELETE FROM sessions WHERE id = ?',
      'DELETE FROM spent_refresh WHERE session = ?',
      'DELETE FROM push WHERE session = ?',
    ])
      this.store.run(sql, [id]);
  }

  endAll(user: string): void {
    for (const row of this.store.all('SELECT id FROM sessions WHERE user = ?', [user])) this.end(text(row, 'id'));
  }

  private session(row: Row, column: 'sealed_access' | 'sealed_refresh', token: string): Session {
    const account = this.accounts.find(text(row, 'user'));
    if (!account) throw unauthorized();
    const own = this.accounts.passwordAtExchange(account.user);
    return { id: text(row, 'id'), account, sipPassword: own ?? unseal(text(row, column), token) };
  }

  private issue(id: string, account: PortalAccount, sipPassword: string): Api['Tokens'] {
    const [access, refresh] = [randomToken(), randomToken()];
    const now = this.clock.now();
    this.store.run('INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
      id,
      account.user,
      hashOf(access),
      now + this.lifetimes.access * 1000,
      hashOf(refresh),
      now + this.lifetimes.refresh * 1000,
      seal(sipPassword, access),
      seal(sipPassword, refresh),
    ]);
    return {
      accessToken: access,
      tokenType: 'Bearer',
      expiresIn: this.lifetimes.access,
      refreshToken: refresh,
      refreshExpiresIn: this.lifetimes.refresh,
      user: { username: account.user, displayName: account.displayName, email: account.email },
    };
  }
}
