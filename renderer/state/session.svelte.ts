import type { SecretStorage } from '../../preload/contract';
import type { Host } from '../host/host';
import { t } from '../locales/messages';
import type { Account } from '../phone/account';
import type { LineState } from '../phone/line';
import type { LineCause } from '../phone/reasons';
import { fromRecord, toRecord } from './account-record';
import { causeSentence } from './line-words';
import type { PhoneView } from './phone-view.svelte';
import type { SignInField } from './sign-in-check';
import { SignInForm } from './sign-in-form.svelte';

/** `checking`: the form waits for what the server says. */
export type Phase = 'loading' | 'signed-out' | 'checking' | 'signed-in';

/** Who is signed in, how that came about, and where the password is kept. */
export class Session {
  #phase = $state.raw<Phase>('loading');
  #storage = $state.raw<SecretStorage | null>(null);
  #correcting = $state.raw<Account | null>(null);
  /** A sentence for the whole form, when no single field is to blame. */
  problem = $state.raw<string | null>(null);
  /** *Try it now* is on its way. */
  startingPractice = $state(false);
  readonly form = new SignInForm();

  constructor(
    private readonly phone: PhoneView,
    private readonly host: Pick<Host, 'account' | 'practice'>,
  ) {}

  get phase(): Phase {
    return this.#phase;
  }

  get storage(): SecretStorage | null {
    return this.#storage;
  }

  get canPractise(): boolean {
    return this.host.practice !== null;
  }

  /** An account is there and its registration was refused, or is being corrected. */
  get correcting(): boolean {
    return this.#correcting !== null;
  }

  /** Signs in with what was kept. */
  async start(): Promise<void> {
    const [loaded] = await this.host.account.load();
    this.#storage = loaded?.storage ?? null;
    const account = loaded ? fromRecord(loaded.account) : null;
    if (account && loaded?.password !== null && loaded !== undefined) {
      this.phone.api.signIn(account, loaded.password);
      this.#phase = 'signed-in';
      return;
    }
    if (account && loaded) {
      this.form.fill(account);
      const { storage } = loaded;
      this.problem = t(
        storage.kind === 'memory' && storage.why !== 'practice'
          ? `signin.password-gone.${storage.why}`
          : 'signin.password-gone',
      );
    }
    this.#phase = 'signed-out';
  }

  /** Checks the form, then asks the server; the account is kept only when the server took it. */
  signIn(): void {
    this.problem = null;
    const wanted = this.form.submit(this.#correcting?.id ?? crypto.randomUUID());
    if (!wanted) return;
    this.#phase = 'checking';
    this.phone.api.signIn(wanted.account, wanted.password);
    this.#settle(async () => {
      this.#storage = await this.host.account.save(toRecord(wanted.account), wanted.password);
    });
  }

  async practise(): Promise<void> {
    if (!this.host.practice || this.startingPractice) return;
    this.problem = null;
    this.startingPractice = true;
    try {
      const { account, password } = await this.host.practice.start();
      this.#phase = 'checking';
      this.phone.api.signIn(fromRecord(account), password);
      this.#settle(() => Promise.resolve());
    } catch {
      this.problem = t('signin.error.practice');
    } finally {
      this.startingPractice = false;
    }
  }

  /** Gives up waiting for the server. */
  async cancel(): Promise<void> {
    if (this.#phase !== 'checking') return;
    this.#phase = 'signed-out';
    await this.phone.api.signOut();
  }

  /** Back to the form, filled in, to correct the account that was refused. */
  correct(): void {
    const account = this.phone.state.account;
    if (account && !account.practice) {
      this.#correcting = account;
      this.form.fill(account);
    }
    this.problem = null;
    this.#phase = 'signed-out';
  }

  /** Leaves the form without having changed anything. */
  keep(): void {
    this.#correcting = null;
    this.#phase = 'signed-in';
  }

  async signOut(): Promise<void> {
    const account = this.phone.state.account;
    this.#phase = 'signed-out';
    this.#correcting = null;
    await this.phone.api.signOut();
    if (account && !account.practice) await this.host.account.forget(account.id);
  }

  /** Waits for the first thing the server says. */
  #settle(accepted: () => Promise<void>): void {
    const judge = (line: LineState): void => {
      if (this.#phase !== 'checking') {
        stop();
      } else if (line.kind === 'ready') {
        stop();
        this.#correcting = null;
        this.#phase = 'signed-in';
        this.form.values.password = '';
        accepted().catch(() => {
          this.#storage = { kind: 'memory', why: 'failed' };
        });
      } else if (line.kind === 'refused' || line.kind === 'waiting') {
        stop();
        this.#refused(line.cause);
      } else if (line.kind === 'offline') {
        stop();
        this.problem = t('line.offline.text');
        this.#phase = 'signed-out';
        void this.phone.api.signOut();
      }
    };
    const stop = this.phone.api.subscribe((state, before) => {
      if (state.line !== before.line) judge(state.line);
    });
    judge(this.phone.api.state.line);
  }

  #refused(cause: LineCause): void {
    const { title, text } = causeSentence(cause, this.phone.api.state.account);
    const field = fieldOf(cause);
    if (field) this.form.fail(field, text);
    else this.problem = `${title}. ${text}`;
    this.#phase = 'signed-out';
    void this.phone.api.signOut();
  }
}

/** Which field is to blame. */
function fieldOf(cause: LineCause): SignInField | null {
  switch (cause.kind) {
    case 'wrong-password':
    case 'forbidden':
      return 'password';
    case 'unknown-user':
      return 'user';
    case 'unreachable':
    case 'certificate':
    case 'timeout':
    case 'no-pong':
      return 'server';
    default:
      return null;
  }
}
