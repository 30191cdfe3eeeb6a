/** The operator's side of the phone as the screens see it; built by the composition root once the line is being opened. */
import type { Invitation } from '../../preload/invitation';
import type {
  Balance,
  Brand,
  Flag,
  MenuItem,
  PaymentMethod,
  PortalFailure,
  PortalPort,
  Provisioned,
} from '../operator/model';

/**
 * `none`: no operator is known, the phone is anybody's. `looking`: a domain was named, its branding is on its way.
 * `found`: the brand is known, nobody has signed in. `signed-in`: provisioned, perhaps from what was kept (`stale`).
 */
export type OperatorPhase = 'none' | 'looking' | 'found' | 'signed-in';

export interface OperatorView {
  readonly phase: OperatorPhase;
  /** The host of Domain A; empty with `none`. */
  readonly domain: string;
  /** The domain may not be changed here: a policy, or the browser edition, which is its operator's. */
  readonly fixedDomain: boolean;
  /** An administrator's or a link's proposal that waits for the user; null: none. */
  readonly invitation: Invitation | null;
  readonly brand: Brand | null;
  readonly provisioned: Provisioned | null;
  /** The last try to reach the portal failed: what is shown is the last good configuration. */
  readonly failure: PortalFailure | null;
  /** A changed configuration waits for the end of the call. */
  readonly waiting: boolean;
  /** Who signed in; empty: nobody. */
  readonly user: string;
  readonly menu: readonly MenuItem[];
  has(flag: Flag): boolean;
  /** null: not told, or without the flag. */
  readonly balance: Balance | null;
  readonly paymentMethods: readonly PaymentMethod[];
  /** For screens that ask for something of their own: pages, buttons, payments. */
  readonly portal: PortalPort;

  /** Names Domain A and reads its branding. Rejects with PortalError, or with a sentence when it is no domain. */
  choose(domain: string): Promise<void>;
  /** The phone is anybody's again: forgets the operator, its tokens, its configuration, its account, its directory. */
  leave(): Promise<void>;
  /** Signs in and provisions. `needs-code`: call again with the code (`detail` says where it went). Rejects with PortalError. */
  signIn(user: string, password: string, code?: string): Promise<'signed-in' | { needsCode: number; detail: string }>;
  /** Signs out: the account, tokens, configuration and directory go; the domain, its brand, history and own contacts stay. */
  signOut(): Promise<void>;
  /** After registering (`portal.validate`): provisions with the tokens that it brought. */
  enter(user: string): Promise<void>;
  takeInvitation(): Invitation | null;
  /** Asks for the configuration again now. */
  refresh(): Promise<void>;
  refreshBalance(): Promise<void>;
}
