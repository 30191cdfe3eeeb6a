/** What became of a device in a call, in a sentence: never silently to another one. */
import { t } from '../locales/messages';
import type { Router } from './router.svelte';
import type { DeviceEvent } from './sound';
import type { Toast, Toasts } from './toasts.svelte';

export function deviceToast({ device, kind, label, before, ranked }: DeviceEvent, router: Pick<Router, 'go'>): Toast {
  const settings = {
    label: t('action.sound-settings'),
    run: (): void => {
      router.go('settings', 'sound');
    },
  };
  const now = label || t('device.unnamed');
  switch (kind) {
    case 'withdrawn':
      return { text: t('microphone.denied.text'), tone: 'end', action: settings };
    case 'lost':
      return { text: t(`device.lost.${device}`), tone: 'end', action: settings };
    case 'returned':
      return { text: t(`device.returned.${device}`, { device: now }), tone: 'plain' };
    case 'changed': {
      const text = before
        ? t(`device.instead.${device}`, { before, device: now })
        : t(`device.changed.${device}`, { device: now });
      // Nobody chose this one: it may be the laptop's own, in the middle of the office.
      return ranked ? { text, tone: 'plain' } : { text, tone: 'end', action: settings };
    }
  }
}

/** ms: what a headset that is unplugged takes along is told by one message. */
const together = 1000;

/** Says what becomes of devices; microphone and speaker of one headset in one breath. */
export function deviceTeller(
  toasts: Pick<Toasts, 'shown' | 'show'>,
  router: Pick<Router, 'go'>,
  now = () => performance.now(),
): (event: DeviceEvent) => void {
  let last: { toast: Toast; at: number } | null = null;
  return (event) => {
    let toast = deviceToast(event, router);
    if (last && toasts.shown === last.toast && now() - last.at < together) {
      const action = toast.action ?? last.toast.action;
      toast = {
        text: `${last.toast.text} ${toast.text}`,
        tone: last.toast.tone === 'end' ? 'end' : toast.tone,
        ...(action && { action }),
      };
    }
    last = { toast, at: now() };
    toasts.show(toast);
  };
}
