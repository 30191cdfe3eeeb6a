/** The operator of the phone (PORTAL.md) as the rest of the program sees it, once its documents have been read. Pure. */
import type { Account } from '../phone/account';
import type { Api } from './api';

export const flags = [
  'BALANCE',
  'EDIT_SETTINGS',
  'TITLE_USERNAME',
  'OTP_LOGIN',
  'HIDE_UUID',
  'MENU_RIGHT',
  'REGISTER',
  'ACCEPT_PAYMENT',
  'AUTO_ANSWER',
] as const;
export type Flag = (typeof flags)[number];

/** What is known before anybody has signed in, and the part of `prov` that repeats it. */
export interface Brand {
  readonly name: string;
  /** Of the deployment; empty: unknown. */
  readonly uuid: string;
  /** Values for the phone's own theme tokens, checked (brand-css.ts); by the token's name without the dashes. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Of the account and of its SIP profile together. */
  readonly flags: ReadonlySet<Flag>;
  /** Untrusted HTML. */
  readonly registerSuccessHtml: string;
  /** `https:` only; empty: none. */
  readonly supportUrl: string;
}

/** One row of the footer menu, as it shows: at most six, in their order. */
export interface MenuItem {
  /** Unique in the menu. */
  readonly key: string;
  readonly to: MenuTarget;
  /** Text of the operator's, never markup. */
  readonly title: string;
  /** Path of a 24 × 24 icon. */
  readonly icon: string;
}
export type MenuTarget =
  | { readonly page: 'home' | 'dialpad' | 'agent' | 'history' | 'contacts' | 'settings' }
  /** A custom page, by its id at the portal. */
  | { readonly page: 'custom'; readonly id: string };

export interface PaymentMethod {
  readonly id: string;
  readonly label: string;
  /** ISO 4217, upper case. */
  readonly currencies: readonly string[];
  readonly minimum: number;
}

export interface Hotline {
  readonly label: string;
  readonly number: string;
  /** Path of an icon. */
  readonly icon: string;
}

/** A button of the operator's. What it does is in the envelope that the portal gives when it is pressed. */
export interface OperatorButton {
  readonly id: string;
  /** Text of the operator's, never markup. */
  readonly label: string;
  /** May be empty. */
  readonly tooltip: string;
  /** Path of an icon. */
  readonly icon: string;
  /** How it looks. */
  readonly kind: Api['Button']['type'];
  readonly placement: Api['Placement'];
  /** The form that it opens, which beats `openForm`; empty: none. */
  readonly formId: string;
}

/** A provisioning document that was understood. */
export interface Provisioned {
  readonly brand: Brand;
  readonly menu: readonly MenuItem[];
  /** ISO 4217, upper case; empty: not told. */
  readonly currency: string;
  /** In units of the currency; null: not told. */
  readonly balance: number | null;
  readonly paymentMethods: readonly PaymentMethod[];
  /** Patterns as of PORTAL.md; those that are no regular expressions were left out and are named in `remarks`. */
  readonly codec: { readonly delete: readonly string[]; readonly priority: readonly string[] };
  readonly hotlines: readonly Hotline[];
  /** Template of an address, with {number}, {name}, {callId}; empty: none. */
  readonly screenPop: string;
  /** `stable` unless told. */
  readonly updateChannel: string;
  /** The line that it gives; `operator` is set. */
  readonly account: Account;
  readonly password: string;
  /** What was not used, in words for the log: never a reason to refuse the whole. */
  readonly remarks: readonly string[];
}

/** Money in words is for the screens: `Intl.NumberFormat`. */
export interface Balance {
  readonly amount: number;
  readonly currency: string;
  /** Below this it is told before a call; null: never. */
  readonly lowBelow: number | null;
  /** ms since the epoch. */
  readonly at: number;
}

/** Where something can be had of the portal, when it cannot. `detail` is the portal's own sentence (RFC 9457) or empty. */
export type PortalFailure =
  | { readonly kind: 'offline' | 'no-such-name' | 'unreachable' | 'timeout' | 'too-large' | 'redirected' | 'not-json' }
  | { readonly kind: 'certificate'; readonly problem: 'expired' | 'wrong-name' | 'unknown-issuer' | 'other' }
  /** What came is not what docs/portal-api.yaml says: JSON path and reason. */
  | { readonly kind: 'broken'; readonly path: string; readonly reason: string }
  /** It refused: a problem document, or a bare status. */
  | {
      readonly kind: 'problem';
      readonly status: number;
      /** The last word of `urn:sidetone:problem:…`; empty: none of those. */
      readonly type: string;
      readonly detail: string;
      /** Seconds; null: not told. */
      readonly retryAfter: number | null;
      readonly problem: Partial<Api['Problem']>;
    };

/** Thrown by the portal client; nothing else is. */
export class PortalError extends Error {
  constructor(readonly failure: PortalFailure) {
    super(failure.kind === 'problem' ? `${String(failure.status)} ${failure.type}` : failure.kind);
    this.name = 'PortalError';
  }
}

export interface Registering {
  readonly id: string;
  readonly codeLength: number;
  /** Seconds. */
  readonly expiresIn: number;
  readonly resendIn: number;
}

/** What the portal answered to a GET: as it was, or new, with the tag to ask for it again. */
export type Fetched<T> =
  { readonly changed: false } | { readonly changed: true; readonly value: T; readonly tag: string };

/** The call or the lead at hand, for a button that is pressed. */
export type PressContext = Api['Press'];

/** The operator's web server (docs/portal-api.yaml). Every method rejects with PortalError; `signal` gives up. */
export interface PortalPort {
  branding(tag?: string): Promise<Fetched<Brand>>;
  signIn(user: string, password: string, code?: string): Promise<Api['Tokens']['user']>;
  /** Voids the tokens at the portal and forgets them here, also when the portal cannot be reached. */
  signOut(): Promise<void>;
  /** `text`: the document as it came, for keeping (without secrets: see provisioned-text.ts). */
  prov(tag?: string): Promise<Fetched<{ provisioned: Provisioned; text: string }>>;
  register(email: string, displayName: string): Promise<Registering>;
  /** Signs in too. */
  validate(id: string, code: string, password?: string): Promise<Omit<Api['Registered'], 'tokens'>>;
  phonebook(tag?: string, signal?: AbortSignal): Promise<Fetched<Api['PhonebookEntry'][]>>;
  page(id: string, tag?: string, signal?: AbortSignal): Promise<Fetched<string>>;
  /** In the order in which they show. */
  buttons(): Promise<OperatorButton[]>;
  /** GET first, so that a form's schema is known without pressing. */
  button(id: string): Promise<Api['Envelope']>;
  press(id: string, context: PressContext): Promise<Api['Envelope']>;
  /** The schema of a form, and what it is filled with: for `form_id` and `openForm`. */
  form(id: string): Promise<Api['Envelope']>;
  submitForm(id: string, context: PressContext, data: Api['FormData']): Promise<Api['Envelope']>;
  balance(): Promise<Balance>;
  /** `returnUrl`: where the provider's page leads back to; empty: nowhere. */
  pay(method: string, amount: number, currency: string, returnUrl: string): Promise<Api['Payment']>;
  payment(id: string): Promise<Api['Payment']>;
  redeem(code: string): Promise<Api['Redeemed']>;
  /** Active and inactive ones. */
  campaigns(): Promise<Api['Campaign'][]>;
  /** The next lead, or the one that has no disposition yet; null: there are no more. */
  nextLead(campaign: string): Promise<Api['Lead'] | null>;
  /** The lead as it is then. */
  correctLead(id: string, fields: Api['LeadFields']): Promise<Api['Lead']>;
  /** Gives it back without a call. */
  skipLead(id: string): Promise<void>;
  setDisposition(id: string, disposition: Api['Disposition']): Promise<void>;
}
