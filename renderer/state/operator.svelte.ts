import type { PracticeAccount } from '../../preload/contract';
import { readDomain, type Invitation } from '../../preload/invitation';
import type { Host } from '../host/host';
import {
  PortalError,
  type Balance,
  type Brand,
  type Flag,
  type PortalFailure,
  type PortalPort,
  type Provisioned,
} from '../operator/model';
import { waitOf } from '../operator/failure';
import { hostOf } from '../operator/origin';
import { keepBrand, readKeptBrand, readKeptProv } from '../operator/provisioned-text';
import type { PhoneApi } from '../phone/phone-api';
import type { ClockPort, LogPort } from '../phone/ports';
import { isLiving } from '../phone/snapshot';
import { BalanceWatch } from './balance-watch.svelte';
import type { OperatorPhase, OperatorView } from './operator';
import { isTheirs, lineOf, operatorAccount } from './operator-account';
import { configurationEvery } from './portal-times';
import type { Session } from './session.svelte';

/** The number of digits of a code, where the portal does not tell. */
const usualCode = 6;

export interface OperatorNeeds {
  /** null: there can be no operator here. */
  readonly host: Host['operator'];
  readonly portal: PortalPort;
  readonly session: Pick<Session, 'started' | 'accounts' | 'hasPassword' | 'provide' | 'remove'>;
  readonly phone: Pick<PhoneApi, 'state' | 'subscribe'>;
  readonly clock: Pick<ClockPort, 'now' | 'after'>;
  readonly log: LogPort;
  /** What follows from a configuration beyond the line and the screens; null: there is none any more. */
  readonly applied: (provisioned: Provisioned | null) => void;
}

/** A document with its tag, and how it is kept. */
interface News {
  readonly provisioned: Provisioned;
  readonly text: string;
  readonly tag: string;
}

/** The life of the operator's side: named, its brand shown, signed in, provisioned, and all of it back. */
export class Operator implements OperatorView {
  phase = $state.raw<OperatorPhase>('none');
  domain = $state.raw('');
  fixedDomain = $state.raw(false);
  invitation = $state.raw<Invitation | null>(null);
  #brand = $state.raw<Brand | null>(null);
  provisioned = $state.raw<Provisioned | null>(null);
  failure = $state.raw<PortalFailure | null>(null);
  /** Waits for the end of the call. */
  #news = $state.raw<News | null>(null);
  user = $state.raw('');
  readonly #balance: BalanceWatch;

  /** There are tokens, or were. */
  #entered = false;
  #practice = false;
  #brandTag = '';
  #provTag = '';
  /** The portal wants to be left alone until then; ms since the epoch. */
  #notBefore = 0;
  /** Changes whenever what is on its way has lost its meaning. */
  #turn = 0;
  #refreshing: Promise<void> | null = null;
  #stopTimer: (() => void) | null = null;

  constructor(private readonly needs: OperatorNeeds) {
    this.#balance = new BalanceWatch(needs.portal, needs.clock);
    needs.host?.onInvited((invitation) => {
      this.invitation = invitation;
    });
    needs.phone.subscribe((state, before) => {
      if (state.calls === before.calls) return;
      const living = state.calls.filter(isLiving).map(({ id }) => id);
      if (before.calls.some((call) => isLiving(call) && !living.includes(call.id))) this.#balance.callEnded();
      if (living.length === 0 && this.#news) void this.#apply(this.#news);
    });
  }

  get brand(): Brand | null {
    return this.provisioned?.brand ?? this.#brand;
  }
  get waiting(): boolean {
    return this.#news !== null;
  }
  get menu(): Provisioned['menu'] {
    return this.provisioned?.menu ?? [];
  }
  get balance(): Balance | null {
    return this.has('BALANCE') ? this.#balance.current : null;
  }
  get paymentMethods(): Provisioned['paymentMethods'] {
    return this.has('ACCEPT_PAYMENT') ? (this.provisioned?.paymentMethods ?? []) : [];
  }
  get portal(): PortalPort {
    return this.needs.portal;
  }

  has(flag: Flag): boolean {
    return this.brand?.flags.has(flag) ?? false;
  }

  takeInvitation(): Invitation | null {
    const taken = this.invitation;
    this.invitation = null;
    return taken;
  }

  /** Takes over what was kept, at once, and asks the portal what has changed. */
  async start(): Promise<void> {
    const { host, session, log } = this.needs;
    if (!host) return;
    const turn = this.#turn;
    const loaded = await host.load();
    this.fixedDomain = loaded.fixed;
    this.invitation ??= loaded.invitation;
    if (loaded.setAside !== null) log.warn('operator', `kept aside: ${loaded.setAside}`);
    const { operator: kept } = loaded;
    // Something was chosen meanwhile: here, and below.
    if (!kept || turn !== this.#turn) return;
    const brand = readKeptBrand(kept.branding);
    const prov = readKeptProv(kept.prov);
    this.domain = hostOf(kept.origin);
    this.#brand = brand?.brand ?? null;
    this.#brandTag = brand?.tag ?? '';
    this.#practice = brand?.practice ?? false;
    this.#entered = loaded.signedIn;
    this.user = kept.user;
    if (prov && loaded.signedIn) this.#show(prov.provisioned);
    this.phase = prov && loaded.signedIn ? 'signed-in' : brand ? 'found' : 'looking';
    await session.started;
    if (turn !== this.#turn) return;
    if (this.#practice && !session.accounts.some(({ account }) => account.practice)) {
      // Its exchange ended with the program before this one.
      await this.#endPractice();
      return;
    }
    const account = session.accounts.find(({ account: { operator } }) => operator)?.account;
    if (account && prov && !loaded.signedIn) {
      // The line goes on by its own password; the portal will say that it wants to be signed in to.
      this.#entered = true;
      this.#show(prov.provisioned);
      this.phase = 'signed-in';
    }
    if (account && session.hasPassword(account.id)) this.#provTag = prov?.tag ?? '';
    await this.refresh();
  }

  async choose(domain: string): Promise<void> {
    const { host } = this.needs;
    if (!host) throw new PortalError({ kind: 'unreachable' });
    const wanted = readDomain(domain)?.domain;
    if (this.phase === 'signed-in') {
      if (wanted === this.domain) return this.refresh();
      // One that will be refused costs nobody his sign-in.
      if (wanted !== undefined && !this.fixedDomain) await this.signOut();
    }
    const turn = this.#begin();
    const origin = await host.choose(domain);
    if (turn !== this.#turn) return;
    if (hostOf(origin) !== this.domain) {
      this.#brand = null;
      this.#brandTag = '';
    }
    this.domain = hostOf(origin);
    this.failure = null;
    this.#entered = false;
    this.phase = 'looking';
    try {
      await this.#askBranding(turn);
      this.#refreshLater();
    } catch (error) {
      // Where the domain is the administrator's it stays, to be tried again.
      if (turn === this.#turn && !this.fixedDomain) await this.#forget();
      throw error;
    }
  }

  async leave(): Promise<void> {
    await this.signOut();
    if (!this.fixedDomain) await this.#forget();
  }

  async signIn(
    user: string,
    password: string,
    code?: string,
  ): Promise<'signed-in' | { needsCode: number; detail: string }> {
    try {
      await this.needs.portal.signIn(user, password, code);
    } catch (error) {
      if (!(error instanceof PortalError) || error.failure.kind !== 'problem') throw error;
      const { type, detail, problem } = error.failure;
      if (type !== 'code-required') throw error;
      return { needsCode: problem.codeLength ?? usualCode, detail };
    }
    await this.enter(user);
    return 'signed-in';
  }

  async enter(user: string): Promise<void> {
    const turn = this.#begin();
    this.#entered = true;
    this.#provTag = '';
    try {
      await this.#askProv(turn, user);
      this.#refreshLater();
    } catch (error) {
      // Signed in to nothing: whoever tries again begins anew.
      if (turn === this.#turn && !this.provisioned) {
        this.#entered = false;
        await this.needs.portal.signOut();
      }
      throw error;
    }
  }

  async signOut(): Promise<void> {
    const { session, portal, host } = this.needs;
    this.#begin();
    this.#balance.stop();
    const lines = session.accounts.filter(({ account }) => account.operator);
    await Promise.all([portal.signOut(), ...lines.map(({ account }) => session.remove(account.id))]);
    await host?.keep({ user: '', prov: '' }).catch((error: unknown) => this.#note('not kept', error));
    this.#entered = false;
    this.provisioned = null;
    this.#provTag = '';
    this.#news = null;
    this.user = '';
    this.failure = null;
    if (this.phase === 'signed-in') this.phase = this.#brand ? 'found' : 'looking';
    this.needs.applied(null);
    if (this.#practice) await this.#endPractice();
    else void this.refresh();
  }

  refresh(): Promise<void> {
    if (this.domain === '' || this.needs.clock.now() < this.#notBefore) return Promise.resolve();
    if (this.#refreshing) return this.#refreshing;
    const refreshing = this.#refresh().finally(() => {
      if (this.#refreshing === refreshing) this.#refreshing = null;
    });
    this.#refreshing = refreshing;
    return refreshing;
  }

  async refreshBalance(): Promise<void> {
    await this.#balance.refresh();
  }

  /** *Try it now*: the practice exchange has a portal, which knows the same account. */
  async practise({ portal, account, password }: PracticeAccount): Promise<void> {
    const own = this.phase === 'found' && hostOf(portal) === this.domain;
    if (portal === '' || (!own && (this.phase !== 'none' || this.fixedDomain))) return;
    this.#practice = true;
    try {
      if (!own) await this.choose(portal);
      await this.signIn(account.user, password);
    } catch (error) {
      this.#note('the practice portal', error);
      await this.#endPractice();
    }
  }

  /** Its portal is gone with it, but for the browser edition, which is its portal's. */
  async #endPractice(): Promise<void> {
    this.#practice = false;
    if (!this.fixedDomain) await this.#forget();
  }

  /** What was on its way before does not count any more. */
  #begin(): number {
    this.#turn += 1;
    this.#refreshing = null;
    this.#notBefore = 0;
    this.#stopTimer?.();
    return this.#turn;
  }

  async #refresh(): Promise<void> {
    const turn = this.#turn;
    try {
      await (this.#entered ? this.#askProv(turn, this.user) : this.#askBranding(turn));
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failure = error instanceof PortalError ? error.failure : { kind: 'unreachable' };
      this.#notBefore = this.needs.clock.now() + waitOf(this.failure);
      this.#note('not refreshed', error);
    }
    if (turn === this.#turn) this.#refreshLater();
  }

  #refreshLater(): void {
    this.#stopTimer?.();
    this.#stopTimer = this.needs.clock.after(configurationEvery, () => void this.refresh());
  }

  async #askBranding(turn: number): Promise<void> {
    const answer = await this.needs.portal.branding(this.#brand ? this.#brandTag : '');
    if (turn !== this.#turn) return;
    this.failure = null;
    if (this.phase !== 'signed-in') this.phase = 'found';
    if (!answer.changed) return;
    this.#brand = answer.value;
    this.#brandTag = answer.tag;
    this.#keepBrand();
  }

  #keepBrand(): void {
    if (!this.#brand) return;
    const branding = keepBrand({ brand: this.#brand, tag: this.#brandTag, practice: this.#practice });
    this.needs.host?.keep({ branding }).catch((error: unknown) => this.#note('not kept', error));
  }

  async #askProv(turn: number, user: string): Promise<void> {
    const answer = await this.needs.portal.prov(this.#provTag);
    if (turn !== this.#turn) return;
    this.failure = null;
    this.user = user;
    if (answer.changed) {
      const news = { ...answer.value, tag: answer.tag };
      // Not a colour changes under a call, let alone its line.
      if (this.provisioned && this.needs.phone.state.calls.some(isLiving)) this.#news = news;
      else await this.#apply(news);
    } else {
      this.#news = null;
      if (this.has('BALANCE')) this.#balance.start();
    }
    if (turn === this.#turn && this.provisioned) this.phase = 'signed-in';
  }

  async #apply({ provisioned, text, tag }: News): Promise<void> {
    const { session, host, log } = this.needs;
    const turn = this.#turn;
    const { account: given, password, remarks } = provisioned;
    for (const remark of remarks) log.info('operator', remark);
    const mine = lineOf(
      session.accounts.map((known) => known.account),
      given,
      this.#practice,
    );
    const account = operatorAccount({
      given,
      before: this.provisioned?.account ?? null,
      mine,
      mayEdit: provisioned.brand.flags.has('EDIT_SETTINGS'),
    });
    this.#news = null;
    this.#provTag = tag;
    this.#show(provisioned);
    await session.provide(account, isTheirs(account, given) ? password : null);
    if (turn !== this.#turn) return;
    await host?.keep({ user: this.user, prov: text }).catch((error: unknown) => this.#note('not kept', error));
  }

  #show(told: Provisioned): void {
    // It repeats the branding, as a rule without the page for help.
    const supportUrl = told.brand.supportUrl || (this.#brand?.supportUrl ?? '');
    const provisioned = { ...told, brand: { ...told.brand, supportUrl } };
    this.provisioned = provisioned;
    const { balance, currency } = provisioned;
    if (this.has('BALANCE')) {
      if (balance !== null && currency !== '')
        this.#balance.told({ amount: balance, currency, lowBelow: null, at: this.needs.clock.now() });
      this.#balance.start();
    } else {
      this.#balance.stop();
    }
    this.needs.applied(provisioned);
  }

  /** The phone is anybody's again. */
  async #forget(): Promise<void> {
    this.#begin();
    this.#balance.stop();
    this.#brand = null;
    this.#brandTag = '';
    this.provisioned = null;
    this.#provTag = '';
    this.#news = null;
    this.domain = '';
    this.user = '';
    this.#entered = false;
    this.#practice = false;
    this.failure = null;
    this.phase = 'none';
    this.needs.applied(null);
    await this.needs.host?.forget().catch((error: unknown) => this.#note('not forgotten', error));
  }

  #note(what: string, error: unknown): void {
    const failure = error instanceof PortalError ? error.failure : null;
    const why = failure?.kind === 'broken' ? `${failure.path} ${failure.reason}` : String(error);
    this.needs.log.warn('operator', `${what}: ${why}`);
  }
}
