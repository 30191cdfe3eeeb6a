/** Custom pages: HTML as it is kept, or a template in which `{{…}}` is filled in for the user. */
import type { PortalAccount } from './accounts';
import { money } from './money';
import { notFound } from './problem';
import { number, text, type Store } from './store';

const USUAL: Readonly<Record<string, { dynamic: boolean; html: string }>> = {
  status: {
    dynamic: false,
    html:
      '<h1>Service status</h1><p>All systems work as they should.</p>' +
      '<p><a href="https://status.example/">More about it</a></p>',
  },
  account: {
    dynamic: true,
    html: '<h1>{{displayName}}</h1><dl><dt>Line</dt><dd>{{user}}</dd><dt>Balance</dt><dd>{{balance}} {{currency}}</dd></dl>',
  },
  board: {
    dynamic: false,
    html:
      '\n  <!-- no-container -->\n<iframe title="Wallboard" style="border:0;width:100%;height:100%" ' +
      'srcdoc="&lt;h1&gt;Wallboard&lt;/h1&gt;&lt;p&gt;3 calls wait.&lt;/p&gt;"></iframe>',
  },
};

export class Pages {
  constructor(private readonly store: Store) {
    if (store.count('pages') > 0) return;
    for (const [id, { dynamic, html }] of Object.entries(USUAL)) this.put(id, html, { dynamic });
  }

  /** A page from now on, or another in its place. */
  put(id: string, html: string, { dynamic = false } = {}): void {
    this.store.run('INSERT OR REPLACE INTO pages VALUES (?, ?, ?)', [id, dynamic, html]);
  }

  html(id: string, account: PortalAccount, currency: string): string {
    const row = this.store.get('SELECT * FROM pages WHERE id = ?', [id]);
    if (!row) throw notFound('page');
    if (!number(row, 'dynamic')) return text(row, 'html');
    const values: Readonly<Record<string, string>> = {
      displayName: account.displayName,
      user: account.user,
      email: account.email,
      balance: money(account.balance).toFixed(2),
      currency: currency.toUpperCase(),
    };
    return text(row, 'html').replace(/\{\{(\w+)\}\}/g, (_all, name: string) => escapeHtml(values[name] ?? ''));
  }
}

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
