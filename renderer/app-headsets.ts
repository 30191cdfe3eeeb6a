/** The headset adapter as phone and screens want it; loaded once the phone can ring, and only if a headset is to be used. */
import type { Settings } from '../preload/contract';
import { Headsets } from './headset/headsets';
import type { Hid } from './headset/web-hid';
import type { Host } from './host/host';
import { connectHeadset } from './phone/listeners/headset';
import type { PhoneApi } from './phone/phone-api';
import type { LogPort } from './phone/ports';
import type { Headsets as ForScreens } from './state/headsets';

export interface AppHeadsets {
  forScreens: ForScreens;
  setSettings(settings: Settings): void;
}

export function openHeadsets(
  phone: PhoneApi,
  host: NonNullable<Host['headsets']>,
  log: LogPort,
  settings: Settings,
): AppHeadsets {
  const { hid } = navigator as Navigator & { readonly hid: Hid };
  const clock = {
    now: () => performance.now(),
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  };
  const headsets = new Headsets({ hid, clock, log });
  connectHeadset(phone, headsets);
  const setSettings = ({ headsets: known, headsetButtons }: Settings): void => {
    void headsets.use(known, headsetButtons);
  };
  setSettings(settings);
  return {
    setSettings,
    forScreens: {
      get states() {
        return headsets.states;
      },
      subscribe: (listener) => headsets.subscribe(listener),
      choose: () => headsets.choose(),
      forget: (known) => headsets.forget(known),
      offers: host.offers,
    },
  };
}
