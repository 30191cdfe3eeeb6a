import type { Host } from '../host/host';
import type { ContactsView } from './contacts';
import type { Microphone } from './microphone.svelte';
import type { DialPad } from './dial-pad.svelte';
import type { DialWishes } from './dial-wishes.svelte';
import type { Headsets } from './headsets';
import type { HoldTimes } from './hold-times';
import type { LostCalls } from './lost-calls.svelte';
import type { NoTray } from './no-tray.svelte';
import type { Now } from './now.svelte';
import type { Probes } from '../operator/probes';
import type { OperatorView } from './operator';
import type { Payments } from './payment.svelte';
import type { PhoneView } from './phone-view.svelte';
import type { Router } from './router.svelte';
import type { Session } from './session.svelte';
import type { SettingsView } from './settings.svelte';
import type { Sound } from './sound';
import type { Toasts } from './toasts.svelte';
import type { TraceView } from './trace.svelte';
import type { UpdatesView } from './updates.svelte';

/** Everything the screens work with; built by the composition root, handed down by Svelte's context. */
export interface App {
  phone: PhoneView;
  session: Session;
  operator: OperatorView;
  contacts: ContactsView;
  payments: Payments;
  settings: SettingsView;
  router: Router;
  dialPad: DialPad;
  dialWishes: DialWishes;
  /** Which program the system opens telephone links with; null where a page is not told. */
  phoneLinks: Pick<NonNullable<Host['dial']>, 'handler' | 'becomeHandler'> | null;
  toasts: Toasts;
  lostCalls: LostCalls;
  noTray: NoTray;
  now: Now;
  holds: HoldTimes;
  sound: Sound;
  /** Opens what is needed for the headsets' buttons; null where there is no access to such devices. */
  headsets: (() => Promise<Headsets>) | null;
  microphone: Microphone;
  /** Addresses in the system's browser, and the way back from there. */
  links: Pick<Host['links'], 'open' | 'paymentReturn' | 'onPayment' | 'onWanted'>;
  /** Where an operator's page runs (host.ts). */
  pageFrame: string;
  /** What the system sees of a server; null where a page is not told. */
  check: Host['check'];
  /** The support bundle, null in a browser; and where crash dumps are sent to, empty: nowhere. */
  /** `lastCheck`: the report of *Check my connection*, for the support bundle; empty: none yet. */
  privacy: { support: Host['support']; crashServer: string; lastCheck: string };
  /** The adapters' part of *Check my connection*. */
  probes: () => Promise<Probes>;
  trace: TraceView;
  /** New versions; null where whoever serves the page sees to them. */
  updates: UpdatesView | null;
  /** Keys that work in other programs; null where a page can have none. */
  shortcuts: Host['shortcuts'];
  /** What these surroundings can do. `ownSystem`: an account on a telephone system of one's own may be added. */
  features: Pick<Host['settings'], 'startWithSystem' | 'zoom' | 'card'> & { ownSystem: boolean };
  /** An administrator's policy decides something here. */
  managed: boolean;
}
