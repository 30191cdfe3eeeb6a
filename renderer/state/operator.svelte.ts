import type { Invitation } from '../../preload/invitation';
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
import { hostOf } from '../operator/origin';
import type { OperatorPhase, OperatorView } from './operator';
import type { Session } from './session.svelte';

export interface OperatorNeeds {
  /** null: there can be no operator here. */
  readonly host: Host['operator'];
  readonly portal: PortalPort;
  readonly session: Session;
}

/** The life of the operator's side: named, its brand shown, signed in, provisioned, and all of it back. */
export class Operator implements OperatorView {
  #phase = $state.raw<OperatorPhase>('none');
  #domain = $state.raw('');
  #fixedDomain = $state.raw(false);
  #invitation = $state.raw<Invitation | null>(null);
  #brand = $state.raw<Brand | null>(null);
  #provisioned = $state.raw<Provisioned | null>(null);
  #failure = $state.raw<PortalFailure | null>(null);
  #waiting = $state.raw(false);
  #user = $state.raw('');
  #balance = $state.raw<Balance | null>(null);

  constructor(private readonly needs: OperatorNeeds) {
    needs.host?.onInvited((invitation) => {
      this.#invitation = invitation;
    });
  }

  get phase(): OperatorPhase {
    return this.#phase;
  }
  get domain(): string {
    return this.#domain;
  }
  get fixedDomain(): boolean {
    return this.#fixedDomain;
  }
  get invitation(): Invitation | null {
    return this.#invitation;
  }
  get brand(): Brand | null {
    return this.#provisioned?.brand ?? this.#brand;
  }
  get provisioned(): Provisioned | null {
    return this.#provisioned;
  }
  get failure(): PortalFailure | null {
    return this.#failure;
  }
  get waiting(): boolean {
    return this.#waiting;
  }
  get user(): string {
    return this.#user;
  }
  get menu(): Provisioned['menu'] {
    return this.#provisioned?.menu ?? [];
  }
  get balance(): Balance | null {
    return this.has('BALANCE') ? this.#balance : null;
  }
  get paymentMethods(): Provisioned['paymentMethods'] {
    return this.has('ACCEPT_PAYMENT') ? (this.#provisioned?.paymentMethods ?? []) : [];
  }
  get portal(): PortalPort {
    return this.needs.portal;
  }

  has(flag: Flag): boolean {
    return this.brand?.flags.has(flag) ?? false;
  }

  takeInvitation(): Invitation | null {
    const taken = this.#invitation;
    this.#invitation = null;
    return taken;
  }

  async choose(domain: string): Promise<void> {
    const { host, portal } = this.needs;
    if (!host) throw new PortalError({ kind: 'unreachable' });
    const origin = await host.choose(domain);
    this.#domain = hostOf(origin);
    this.#phase = 'looking';
    try {
      const answer = await portal.branding();
      if (answer.changed) this.#brand = answer.value;
      this.#phase = 'found';
    } catch (error) {
      this.#phase = 'none';
      throw error;
    }
  }

  async leave(): Promise<void> {
    await this.signOut();
    await this.needs.host?.forget();
    this.#brand = null;
    this.#domain = '';
    this.#phase = 'none';
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
      return { needsCode: problem.codeLength ?? 6, detail };
    }
    await this.enter(user);
    return 'signed-in';
  }

  async enter(user: string): Promise<void> {
    this.#user = user;
    await this.refresh();
    this.#phase = 'signed-in';
  }

  async signOut(): Promise<void> {
    await this.needs.portal.signOut();
    this.#provisioned = null;
    this.#balance = null;
    this.#user = '';
    this.#failure = null;
    this.#waiting = false;
    this.#fixedDomain = false;
    if (this.#phase === 'signed-in') this.#phase = 'found';
  }

  async refresh(): Promise<void> {
    const answer = await this.needs.portal.prov();
    if (answer.changed) this.#provisioned = answer.value.provisioned;
  }

  async refreshBalance(): Promise<void> {
    this.#balance = await this.needs.portal.balance();
  }
}
