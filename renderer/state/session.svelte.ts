import { SvelteMap } from 'svelte/reactivity';
import type { LoadedAccount, PracticeAccount, SecretStorage } from '../../preload/contract';
import type { Host } from '../host/host';
import { t } from '../locales/messages';
import { sameRegistration, type Account } from '../phone/account';
import type { LineState } from '../phone/line';
import type { PhoneState } from '../phone/phone-api';
import type { LineCause } from '../phone/reasons';
import { fromRecord, toRecord } from './account-record';
import { causeSentence } from './line-words';
import type { PhoneView } from './phone-view.svelte';
import type { SignInField } from './sign-in-check';
import { SignInForm } from './sign-in-form.svelte';

/** `signed-out`: no account is in use, the sign-in form fills the window. */
type Phase = 'loading' | 'signed-out' | 'signed-in';

/** An account that is known here, with or without a line. */
export interface KnownAccount {
  readonly account: Account;
  readonly storage: SecretStorage;
  /** Why there is no line: its password is gone; null: there is one. */
  readonly problem: string | null;
}

/** Which accounts there are, how each came in, and where its password is kept. */
export class Session {
  #phase = $state.raw<Phase>('loading');
  /** In the user's order. */
  #known = $state.raw<readonly KnownAccount[]>([]);
  /** What signed each account in, so that its options can be kept beside it and a failed correction taken back. */
  readonly #passwords = new SvelteMap<string, string>();
  #correcting = $state.raw<Account | null>(null);
  /** Id of the account whose sign-in the form waits for. */
  #checking = $state.raw<string | null>(null);
  /** The account that is being corrected was not refused before: it may go on as it was. */
  #worked = false;
  /** Accounts whose options could not be kept. */
  readonly unsaved = new SvelteMap<string, string>();
  /** A sentence for the whole form, when no single field is to blame. */
  problem = $state.raw<string | null>(null);
  /** *Try it now* is on its way. */
  startingPractice = $state(false);
  readonly form = new SignInForm();
  /** Resolves once what was kept is known. */
  readonly started: Promise<void>;
  #hasStarted = (): void => {};

  constructor(
    private readonly phone: PhoneView,
    private readonly host: Pick<Host, 'account' | 'practice'>,
    /** What else follows when *Try it now* has worked. */
    private readonly practised: (practice: PracticeAccount) => void = () => {},
    /** false: an administrator allows no other telephone system than those that are here already. */
    private readonly ownSystem = true,
  ) {
    this.started = new Promise((resolve) => {
      this.#hasStarted = resolve;
    });
  }

  get phase(): Phase {
    return this.#phase;
  }

  get accounts(): readonly KnownAccount[] {
    return this.#known;
  }

  known(id: string): KnownAccount | null {
    return this.#known.find(({ account }) => account.id === id) ?? null;
  }

  /** Where the password of the account with the gravest loss is kept; null without an account that is kept. */
  get storage(): SecretStorage | null {
    const kept = this.#known.filter(({ account }) => !account.practice);
    return (kept.find(({ storage }) => storage.kind === 'memory') ?? kept[0] ?? this.#known[0])?.storage ?? null;
  }

  get canPractise(): boolean {
    return this.host.practice !== null && !this.#known.some(({ account }) => account.practice);
  }

  /** The form waits for what the server says. */
  get checking(): boolean {
    return this.#checking !== null;
  }

  /** The account that the form corrects; null: it is a new one. */
  get correcting(): Account | null {
    return this.#correcting;
  }

  /** Takes over what was kept; its lines have been opened already (sign-in-kept.ts). */
  start(loaded: readonly LoadedAccount[]): void {
    this.#known = loaded.map(toKnown);
    for (const { account, password } of loaded) if (password !== null) this.#passwords.set(account.id, password);
    this.#hasStarted();
    const first = this.#known.find(({ account }) => !account.operator);
    if (this.#passwords.size > 0) {
      this.#phase = 'signed-in';
      return;
    }
    if (first) this.correct(first.account.id);
    this.#phase = 'signed-out';
  }

  /** The keyring was opened after all: signs in whatever has its password now. */
  unlocked(loaded: readonly LoadedAccount[]): void {
    const found = loaded.filter(
      ({ account: { id }, password }) => password !== null && !this.#passwords.has(id) && this.#checking !== id,
    );
    for (const each of found) {
      const known = toKnown(each);
      this.#put(known);
      this.#passwords.set(known.account.id, each.password ?? '');
      this.phone.api.signIn(known.account, each.password ?? '');
    }
    if (found.length === 0) return;
    if (found.some(({ account }) => account.id === this.#correcting?.id)) this.leave();
    if (this.#checking === null) this.#phase = 'signed-in';
  }

  /** Empties the form, for another account. */
  add(): void {
    this.#correcting = null;
    this.problem = null;
    this.form.clear();
  }

  /** Fills the form with an account whose sign-in is to be corrected. */
  correct(id: string): void {
    const known = this.known(id);
    if (!known || known.account.practice) return;
    this.#correcting = known.account;
    this.form.fill(known.account);
    this.problem = known.problem;
  }

  /** Checks the form, then asks the server; the account is kept only when the server took it. */
  signIn(): void {
    this.problem = null;
    const wanted = this.form.submit(this.#correcting ?? crypto.randomUUID());
    if (!wanted) return;
    const { account, password } = wanted;
    const same = this.#known.find(
      (known) =>
        known.account.id !== account.id &&
        known.account.user === account.user &&
        known.account.domain === account.domain &&
        known.account.servers[0] === account.servers[0],
    );
    if (same) {
      this.form.fail('user', t('signin.error.user-known'));
      return;
    }
    if (!this.ownSystem && !(this.#correcting && isSameSystem(this.#correcting, account))) {
      this.form.fail('server', t('signin.error.other-system'));
      return;
    }
    const before = lineOf(this.phone.api.state, account.id);
    this.#worked = before !== undefined && before.kind !== 'refused';
    this.phone.api.signIn(account, password);
    this.#settle(account, async () => {
      this.#passwords.set(account.id, password);
      this.#put({ account, storage: { kind: 'keyring' }, problem: null });
      await this.#keep(account, password);
    });
  }

  async practise(): Promise<void> {
    if (!this.host.practice || this.startingPractice) return;
    this.problem = null;
    this.startingPractice = true;
    try {
      const practice = await this.host.practice.start();
      const { password } = practice;
      const account = fromRecord(practice.account);
      this.#worked = false;
      this.phone.api.signIn(account, password);
      this.#settle(account, () => {
        this.#passwords.set(account.id, password);
        this.#put({ account, storage: { kind: 'memory', why: 'practice' }, problem: null });
        this.practised(practice);
        return Promise.resolve();
      });
    } catch {
      this.problem = t('signin.error.practice');
    } finally {
      this.startingPractice = false;
    }
  }

  /** Gives up waiting for the server. */
  cancel(): void {
    const id = this.#checking;
    this.#checking = null;
    if (id) this.#takeBack(id);
  }

  /** Leaves the form without having changed anything. */
  leave(): void {
    this.cancel();
    this.#correcting = null;
    this.problem = null;
    this.form.clear();
  }

  /** Takes over an account's options at once and keeps them; its sign-in is not touched. */
  async change(account: Account): Promise<void> {
    const known = this.known(account.id);
    if (!known) return;
    this.#put({ ...known, account });
    this.phone.api.changeAccount(account);
    const password = this.#passwords.get(account.id);
    if (password !== undefined) await this.#keep(account, password);
  }

  hasPassword(id: string): boolean {
    return this.#passwords.has(id);
  }

  /**
   * Takes over the operator's account, and keeps it as others are; without a break of its line where nothing of the
   * registration changed. `password` null: the one that it has.
   */
  async provide(account: Account, password: string | null): Promise<void> {
    const known = this.known(account.id);
    const before = this.#passwords.get(account.id);
    const secret = password ?? before ?? '';
    const goes = lineOf(this.phone.api.state, account.id) !== undefined;
    const same = known !== null && before === secret && sameRegistration(known.account, account);
    if (same && goes && JSON.stringify(known.account) === JSON.stringify(account)) return;
    this.#passwords.set(account.id, secret);
    const storage: SecretStorage = account.practice
      ? { kind: 'memory', why: 'practice' }
      : (known?.storage ?? { kind: 'keyring' });
    this.#put({ account, storage, problem: null });
    if (same && goes) this.phone.api.changeAccount(account);
    else this.phone.api.signIn(account, secret);
    this.#phase = 'signed-in';
    if (!account.practice) await this.#keep(account, secret);
  }

  /** Puts the account `by` places further down. */
  async move(id: string, by: number): Promise<void> {
    const known = [...this.#known];
    const from = known.findIndex(({ account }) => account.id === id);
    const to = from + by;
    const [one] = known.splice(from, 1);
    if (from < 0 || !one || to < 0 || to > known.length) return;
    known.splice(to, 0, one);
    this.#known = known;
    const order = known.map(({ account }) => account.id);
    this.phone.api.arrange(order);
    await this.host.account.order(order);
  }

  /** Signs out of this account, or of all, and forgets it with its password. */
  async remove(id?: string): Promise<void> {
    const gone = this.#known.filter(({ account }) => id === undefined || account.id === id);
    this.#known = this.#known.filter((known) => !gone.includes(known));
    if (this.#known.length === 0) {
      this.leave();
      this.#phase = 'signed-out';
    }
    await Promise.all(
      gone.map(async ({ account }) => {
        this.#passwords.delete(account.id);
        await this.phone.api.signOut(account.id);
        await this.host.account.forget(account.id);
      }),
    );
  }

  async #keep(account: Account, password: string): Promise<void> {
    try {
      const storage = await this.host.account.save(toRecord(account), password);
      this.unsaved.delete(account.id);
      const known = this.known(account.id);
      if (known) this.#put({ ...known, storage });
    } catch (error) {
      this.unsaved.set(account.id, error instanceof Error ? error.message : String(error));
    }
  }

  #put(known: KnownAccount): void {
    const others = this.#known.some(({ account }) => account.id === known.account.id);
    this.#known = others
      ? this.#known.map((one) => (one.account.id === known.account.id ? known : one))
      : [...this.#known, known];
  }

  /** Waits for the first thing the server says of this account. */
  #settle(account: Account, accepted: () => Promise<void>): void {
    this.#checking = account.id;
    const judge = (line: LineState): void => {
      if (this.#checking !== account.id) {
        stop();
      } else if (line.kind === 'ready') {
        stop();
        this.#checking = null;
        this.#correcting = null;
        this.#phase = 'signed-in';
        this.form.clear();
        void accepted();
      } else if (line.kind === 'refused' || line.kind === 'waiting') {
        stop();
        this.#refused(account, line.cause);
      } else if (line.kind === 'offline') {
        stop();
        this.problem = t('line.offline.text');
        this.cancel();
      }
    };
    const stop = this.phone.api.subscribe((state, before) => {
      const line = lineOf(state, account.id);
      if (line && line !== lineOf(before, account.id)) judge(line);
    });
    const now = lineOf(this.phone.api.state, account.id);
    if (now) judge(now);
  }

  #refused(account: Account, cause: LineCause): void {
    const { title, text } = causeSentence(cause, account);
    const field = fieldOf(cause);
    if (field) this.form.fail(field, text);
    else this.problem = `${title}. ${text}`;
    this.cancel();
  }

  /** What was tried is over; an account that worked before goes on as it was, one that was refused is not tried again. */
  #takeBack(id: string): void {
    const known = this.known(id);
    const password = this.#passwords.get(id);
    if (known && password !== undefined && this.#worked) {
      this.phone.api.signIn(known.account, password);
      return;
    }
    if (known) this.#put({ ...known, problem: t('signin.signed-out') });
    void this.phone.api.signOut(id);
  }
}

function toKnown({ account: record, password, storage }: LoadedAccount): KnownAccount {
  const gone =
    storage.kind === 'memory' && storage.why !== 'practice'
      ? t(`signin.password-gone.${storage.why}`)
      : t('signin.password-gone');
  return { account: fromRecord(record), storage, problem: password === null ? gone : null };
}

/** As in main/account.ts. */
const isSameSystem = (one: Account, other: Account): boolean =>
  one.user === other.user && one.domain === other.domain && String(one.servers) === String(other.servers);

const lineOf = (state: PhoneState, id: string): LineState | undefined =>
  state.lines.find(({ account }) => account.id === id)?.state;

/** Which field is to blame. */
function fieldOf(cause: LineCause): SignInField | null {
  switch (cause.kind) {
    case 'wrong-password':
    case 'forbidden':
      return 'password';
    case 'unknown-user':
      return 'user';
    case 'unreachable':
    case 'no-such-name':
    case 'certificate':
    case 'timeout':
    case 'no-pong':
      return 'server';
    default:
      return null;
  }
}
