import type { Host } from '../host/host';
import { t } from '../locales/messages';
import type { LoadedSettings, LostCall, Settings } from '../../preload/contract';
import type { Probes } from '../operator/probes';
import type { ContactStore } from '../phone/contacts';
import type { PhoneApi } from '../phone/phone-api';
import type { App } from './app';
import { isOver } from './call-phase';
import type { ContactsView } from './contacts';
import { createOperator, type OperatorParts } from './create-operator';
import { contactNames } from './contact-names';
import { Contacts } from './contacts.svelte';
import { DialPad } from './dial-pad.svelte';
import { DialWishes, type DialHost } from './dial-wishes.svelte';
import { followCalls } from './follow-calls';
import { deviceTeller } from './device-words';
import type { Headsets } from './headsets';
import { HoldTimes } from './hold-times';
import { LostCalls } from './lost-calls.svelte';
import { Microphone } from './microphone.svelte';
import { nameParties, namesChanged } from './names';
import { noContacts } from './no-contacts';
import { NoTray } from './no-tray.svelte';
import { Now } from './now.svelte';
import type { OperatorView } from './operator';
import { Payments } from './payment.svelte';
import { PhoneView } from './phone-view.svelte';
import { Router } from './router.svelte';
import { SettingsView } from './settings.svelte';
import type { Sound } from './sound';
import { Toasts } from './toasts.svelte';
import { traceCode, TraceView, type TraceSource } from './trace.svelte';
import { UpdatesView } from './updates.svelte';

export interface AppNeeds {
  phone: PhoneApi;
  host: Pick<Host, 'account' | 'practice' | 'settings' | 'operator' | 'links' | 'check' | 'support' | 'pageFrame'> &
    Partial<Pick<Host, 'shortcuts' | 'updates' | 'window'>>;
  settings: LoadedSettings;
  operator: OperatorParts | OperatorView;
  /** Null, or left out, where nothing outside can want a number called. */
  dial?: DialHost | null;
  contacts?: ContactsView;
  /** What keeps the contacts; left out: there are none. */
  contactStore?: ContactStore;
  /** What main knows of calls that the window before this one had. */
  lost?: readonly LostCall[];
  sound: Sound;
  trace: TraceSource;
  probes: () => Promise<Probes>;
  /** Null, or left out, where the surroundings have no access to such devices. */
  headsets?: (() => Promise<Headsets>) | null;
  location: Pick<Location, 'hash'>;
  /** What else follows a change of the settings. */
  applied: (settings: Settings) => void;
  now?: () => number;
}

/** The views over the phone, wired to each other; they build no adapter. */
export function createApp(needs: AppNeeds): App {
  const { phone: api, host, settings: loaded, lost = [], sound, headsets = null, location, applied, now } = needs;
  const holds = new HoldTimes(api, now ?? Date.now);
  const phone = new PhoneView(api);
  const router = new Router(location);
  const toasts = new Toasts();
  const { managed } = loaded;
  const settings = new SettingsView(loaded.settings, host.settings, applied, managed.settings);
  settings.setAside = loaded.setAside;
  api.subscribe(followCalls(router, toasts));
  // It may have rung before there was a window to show it.
  router.showCall = api.state.calls.some((call) => !isOver(call));
  sound.onDeviceEvent(deviceTeller(toasts, router));
  const trace = new TraceView(needs.trace);
  const switchTrace = (): void => {
    trace.toggle();
    toasts.show({
      text: t(trace.on ? 'trace.on' : 'trace.off'),
      tone: 'plain',
      action: {
        label: t('trace.show'),
        run: () => {
          router.go('settings', 'diagnosis', 'trace');
        },
      },
    });
  };
  const allowed = managed.practice ? host : { ...host, practice: null };
  const { session, operator } = createOperator({
    host: allowed,
    api,
    phone,
    operator: needs.operator,
    ownSystem: managed.ownSystem,
  });
  const contacts = needs.contacts ?? contactsOver(needs, phone, operator);
  const dialPad = new DialPad(
    phone,
    () => {
      router.showCall = true;
    },
    { [traceCode]: switchTrace },
  );
  const dialWishes = new DialWishes({ phone, session, dialPad, router, toasts });
  if (needs.dial) dialWishes.start(needs.dial);
  nameParties(contactNames(contacts, () => phone.state.lines));
  return {
    phone,
    router,
    toasts,
    lostCalls: new LostCalls(phone, toasts, lost),
    settings,
    contacts,
    sound,
    headsets,
    session,
    operator,
    payments: new Payments({ operator, links: host.links, toasts, now }),
    links: host.links,
    pageFrame: host.pageFrame,
    check: host.check,
    privacy: { support: host.support, crashServer: managed.crashServer, lastCheck: '' },
    trace,
    updates: host.updates
      ? new UpdatesView(
          host.updates,
          () => {
            router.go('settings', 'updates');
          },
          () => settings.current.automaticUpdates,
        )
      : null,
    shortcuts: host.shortcuts ?? null,
    probes: needs.probes,
    dialPad,
    dialWishes,
    phoneLinks: needs.dial ?? null,
    noTray: new NoTray(host.window),
    microphone: new Microphone(sound),
    now: new Now(now),
    holds,
    features: {
      startWithSystem: host.settings.startWithSystem,
      zoom: host.settings.zoom,
      card: host.settings.card,
      ownSystem: managed.ownSystem,
    },
    managed: !managed.practice || !managed.ownSystem || Object.keys(managed.settings).length > 0,
  };
}

function contactsOver({ contactStore, now }: AppNeeds, phone: PhoneView, operator: OperatorView): ContactsView {
  if (!contactStore) return noContacts;
  const contacts = new Contacts({
    store: contactStore,
    operator,
    ownNumbers: () => phone.state.lines.flatMap(({ account }) => [account.callerId, account.user]),
    locale: navigator.language,
    now: now ?? Date.now,
    changed: namesChanged,
  });
  contacts.start();
  return contacts;
}
