/** The surroundings of the phone. A namespace that they lack is `null`; the UI asks for it, never for Electron. */
import type {
  AccountRecord,
  CertificateFacts,
  DialWish,
  HeadsetOffer,
  LinkHandler,
  LoadedAccount,
  LoadedOperator,
  LoadedSettings,
  LostCall,
  OperatorRecord,
  PracticeAccount,
  Resolved,
  SecretStorage,
  ServerProblem,
  Settings,
  ShortcutsStatus,
  Snapshot,
  SupportFile,
  UpdateStatus,
} from '../../preload/contract';
import type { Invitation } from '../../preload/invitation';

export interface Host {
  account: {
    load(): Promise<LoadedAccount[]>;
    save(account: AccountRecord, password: string): Promise<SecretStorage>;
    forget(id: string): Promise<void>;
    order(ids: string[]): Promise<void>;
  };
  /** Calls that a crash of the window cut off; null where nobody would know. */
  recovery: { take(): Promise<LostCall[]>; alive(): void } | null;
  /** Where passwords are kept; null where there is no such place. */
  keyring: {
    /** It gives more than before: `account.load` may have a password where it had none. */
    onUnlocked(listener: () => void): () => void;
  } | null;
  settings: {
    load(): Promise<LoadedSettings>;
    save(changes: Partial<Settings>): Promise<void>;
    onChanged(listener: (settings: Settings) => void): () => void;
    /** Which settings have a meaning here. */
    startWithSystem: boolean;
    /** A browser has its own. */
    zoom: boolean;
    /** There is a call card. */
    card: boolean;
  };
  /** The embedded practice exchange; null where none can be reached. */
  practice: { start(): Promise<PracticeAccount> } | null;
  /** Main's view of the phone and its commands; in the browser it shows notifications itself. */
  phone: {
    report(snapshot: Snapshot): void;
    onAnswer(listener: (callId: string, how: 'by-hand' | 'automatic') => void): () => void;
    onDecline(listener: (callId: string) => void): () => void;
    onHangUp(listener: (callId: string) => void): () => void;
    onSetMuted(listener: (callId: string, on: boolean) => void): () => void;
    onSetDoNotDisturb(listener: (on: { until: number | null } | null) => void): () => void;
    /** The program is about to end: resolve when unregistered. */
    onClose(listener: () => Promise<void>): () => void;
    onMissedOpened(listener: () => void): () => void;
    onChooseDevice(listener: (kind: 'microphone' | 'speaker', key: string) => void): () => void;
  };
  /** Numbers that a link, another program, the tray or a key wants called. */
  dial: {
    /** One that came before the page was there. */
    take(): Promise<DialWish | null>;
    onWanted(listener: (wish: DialWish) => void): () => void;
    /** Which program the system opens links with that mean a call, and making it this one. */
    handler(): Promise<LinkHandler>;
    becomeHandler(): Promise<LinkHandler>;
  } | null;
  /** Keys that work while another program has the keyboard. */
  shortcuts: {
    status(): Promise<ShortcutsStatus>;
    onChanged(listener: (status: ShortcutsStatus) => void): () => void;
    /** None is in force while the user presses new keys for one of them. */
    pause(on: boolean): Promise<void>;
  } | null;
  /** New versions of the program; null where whoever serves the page sees to them. */
  updates: {
    status(): Promise<UpdateStatus>;
    onChanged(listener: (status: UpdateStatus) => void): () => void;
    /** Looked for from the tray: show what comes of it. */
    onOpened(listener: () => void): () => void;
    check(): Promise<void>;
    download(): Promise<void>;
    cancel(): Promise<void>;
    /** false: not during a call. */
    install(): Promise<boolean>;
  } | null;
  /** What helps somebody else to find a fault. */
  support: {
    /** `check`: the last report of *Check my connection*; empty: none. */
    make(check: string): Promise<SupportFile[]>;
    /** Where what was made last was saved; null: the user thought better of it. */
    save(): Promise<string | null>;
  } | null;
  power: {
    onWoke(listener: () => void): () => void;
    /** Other addresses than before: connections may be dead without knowing. */
    onNetworkChanged(listener: () => void): () => void;
  } | null;
  links: {
    serverProblem(server: string): Promise<ServerProblem | null>;
    /** In the system's browser; false: not an address that may be opened. */
    open(url: string): Promise<boolean>;
    /** Where a provider's page leads back to after a payment; empty: nowhere, the payment is only asked for. */
    paymentReturn: string;
    /** The browser came back from a payment. */
    onPayment(listener: (paymentId: string) => void): () => void;
    /** An operator's page wants a window with this address. A browser sees to that itself. */
    onWanted(listener: (url: string) => void): () => void;
  };
  /** The operator's web server; null where there cannot be one. */
  operator: {
    load(): Promise<LoadedOperator>;
    choose(domain: string): Promise<string>;
    keep(known: Partial<Omit<OperatorRecord, 'origin'>>): Promise<void>;
    forget(): Promise<void>;
    onInvited(listener: (invitation: Invitation) => void): () => void;
    /**
     * As `fetch`, of a path below `/api/softphone`. The access token is added, and renewed when it is old; tokens in an
     * answer (`/session`, `/register/validate`) are kept by the surroundings and taken out of it: the page sees none, and
     * of `tokens` the rest (`user`, `expiresIn`). What goes wrong on the way is an answer 502 with `x-sidetone-failure`.
     */
    fetch(path: string, init?: RequestInit): Promise<Response>;
  } | null;
  /** The address of the empty page in whose sandbox an operator's page is shown (page-frame.html), on an origin that is not the phone's where there can be one. */
  pageFrame: string;
  /** What the system sees of a server; null where a page is not told. */
  check: {
    resolve(name: string): Promise<Resolved>;
    certificate(host: string, port: number): Promise<CertificateFacts>;
  } | null;
  /** Buttons and lamps of headsets (WebHID); null where there is no access to them. */
  headsets: {
    /** The list to choose from while `navigator.hid.requestDevice` waits; null: the surroundings show their own. */
    offers: {
      onOffered(listener: (offers: readonly HeadsetOffer[]) => void): () => void;
      take(id: string | null): void;
    } | null;
  } | null;
  window: {
    show(): void;
    tray: {
      /** The desktop shows no icon, and the user was not told yet. */
      missing(): Promise<boolean>;
      onMissing(listener: (missing: boolean) => void): () => void;
      told(): void;
    };
  } | null;
  log: {
    write(level: 'debug' | 'info' | 'warn' | 'error', area: string, message: string): void;
  };
}
