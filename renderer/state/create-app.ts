import type { Host } from '../host/host';
import type { LoadedSettings, Settings } from '../../preload/contract';
import type { PhoneApi } from '../phone/phone-api';
import type { App } from './app';
import { DialPad } from './dial-pad.svelte';
import { followCalls } from './follow-calls';
import { Microphone } from './microphone.svelte';
import { Now } from './now.svelte';
import { PhoneView } from './phone-view.svelte';
import { Router } from './router.svelte';
import { Session } from './session.svelte';
import { SettingsView } from './settings.svelte';
import type { Sound } from './sound';
import { Toasts } from './toasts.svelte';

export interface AppNeeds {
  phone: PhoneApi;
  host: Pick<Host, 'account' | 'practice' | 'settings'>;
  settings: LoadedSettings;
  sound: Sound;
  location: Pick<Location, 'hash'>;
  /** What else follows a change of the settings. */
  applied: (settings: Settings) => void;
  now?: () => number;
}

/** The views over the phone, wired to each other; they build no adapter. */
export function createApp({ phone: api, host, settings: loaded, sound, location, applied, now }: AppNeeds): App {
  const phone = new PhoneView(api);
  const router = new Router(location);
  const toasts = new Toasts();
  const settings = new SettingsView(loaded.settings, host.settings, applied);
  settings.setAside = loaded.setAside;
  api.subscribe(followCalls(router, toasts));
  return {
    phone,
    router,
    toasts,
    settings,
    sound,
    session: new Session(phone, host),
    dialPad: new DialPad(phone, () => {
      router.showCall = true;
    }),
    microphone: new Microphone(sound),
    now: new Now(now),
    features: { startWithSystem: host.settings.startWithSystem },
  };
}
