/** Headsets' buttons are not needed to ring: what they need is loaded when one is used, or to be chosen. */
import type { Settings } from '../preload/contract';
import type { AppHeadsets } from './app-headsets';
import type { Host } from './host/host';
import type { PhoneApi } from './phone/phone-api';
import type { LogPort } from './phone/ports';

export interface HeadsetsLater {
  open(): Promise<AppHeadsets>;
  /** Opens them if there are any to be used. */
  setSettings(settings: Settings): void;
}

/** null where the surroundings have no access to such devices. */
export function headsetsLater(
  phone: PhoneApi,
  { headsets }: Pick<Host, 'headsets'>,
  log: LogPort,
): HeadsetsLater | null {
  if (!headsets) return null;
  let settings: Settings | null = null;
  let loading: Promise<AppHeadsets> | null = null;
  const load = async (): Promise<AppHeadsets> => {
    const { openHeadsets } = await import('./app-headsets');
    if (!settings) throw new Error('no settings yet');
    return openHeadsets(phone, headsets, log, settings);
  };
  const open = (): Promise<AppHeadsets> => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  return {
    open,
    setSettings(next) {
      const before = settings;
      settings = next;
      if (next.headsets === before?.headsets && next.headsetButtons === before.headsetButtons) return;
      if (!loading && (!next.headsetButtons || next.headsets.length === 0)) return;
      open().then(
        (opened) => {
          opened.setSettings(next);
        },
        (error: unknown) => {
          log.error('headset', String(error));
        },
      );
    },
  };
}
