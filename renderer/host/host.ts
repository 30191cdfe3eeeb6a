/** The surroundings of the phone. A namespace that they lack is `null`; the UI asks for it, never for Electron. */
import type {
  AccountRecord,
  HeadsetOffer,
  LoadedAccount,
  LoadedSettings,
  LostCall,
  PracticeAccount,
  SecretStorage,
  ServerProblem,
  Settings,
  Snapshot,
} from '../../preload/contract';

export interface Host {
  account: {
    load(): Promise<LoadedAccount[]>;
    save(account: AccountRecord, password: string): Promise<SecretStorage>;
    forget(id: string): Promise<void>;
    order(ids: string[]): Promise<void>;
  };
  /** Calls that a crash of the window cut off; null where nobody would know. */
  recovery: { take(): Promise<LostCall[]>; alive(): void } | null;
  settings: {
    load(): Promise<LoadedSettings>;
    save(changes: Partial<Settings>): Promise<void>;
    onChanged(listener: (settings: Settings) => void): () => void;
    /** Which settings have a meaning here. */
    startWithSystem: boolean;
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
  };
  power: {
    onWoke(listener: () => void): () => void;
    /** Other addresses than before: connections may be dead without knowing. */
    onNetworkChanged(listener: () => void): () => void;
  } | null;
  links: { serverProblem(server: string): Promise<ServerProblem | null> };
  /** Buttons and lamps of headsets (WebHID); null where there is no access to them. */
  headsets: {
    /** The list to choose from while `navigator.hid.requestDevice` waits; null: the surroundings show their own. */
    offers: {
      onOffered(listener: (offers: readonly HeadsetOffer[]) => void): () => void;
      take(id: string | null): void;
    } | null;
  } | null;
  window: { show(): void } | null;
  log: {
    write(level: 'debug' | 'info' | 'warn' | 'error', area: string, message: string): void;
  };
}
