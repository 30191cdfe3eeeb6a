import { describe, expect, it } from 'vitest';
import { deviceTeller, deviceToast } from './device-words';
import { Router } from './router.svelte';
import type { DeviceEvent } from './sound';
import type { Toast } from './toasts.svelte';

const router = new Router({ hash: '' });
const event = (more: Partial<DeviceEvent>): DeviceEvent => ({
  device: 'microphone',
  kind: 'changed',
  label: 'Built-in',
  before: 'Headset',
  ranked: true,
  ...more,
});

describe('what became of a device', () => {
  it.each(['microphone', 'speaker', 'ringer'] as const)('has a sentence of its own for the %s', (device) => {
    const texts = (['changed', 'returned', 'lost'] as const).map(
      (kind) => deviceToast(event({ device, kind }), router).text,
    );
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) expect(text).toMatch(/^[A-Z].*\.$/u);
  });

  it('names both, the one that is gone and the one that took over', () => {
    const { text, tone } = deviceToast(event({}), router);
    expect(text).toContain('Headset');
    expect(text).toContain('Built-in');
    expect(tone).toBe('plain');
  });

  it('is urgent, with a way to choose, where nobody chose what took over', () => {
    const toast = deviceToast(event({ ranked: false }), router);
    expect(toast.tone).toBe('end');
    toast.action?.run();
    expect(router.section).toBe('sound');
  });
});

it('says of a headset in one breath what became of its microphone and of its speaker', () => {
  let time = 0;
  const toasts = {
    shown: null as Toast | null,
    show(toast: Toast) {
      this.shown = toast;
    },
  };
  const tell = deviceTeller(toasts, router, () => time);
  tell(event({ device: 'speaker', ranked: false }));
  time = 20;
  tell(event({}));
  expect(toasts.shown?.text).toMatch(/hear the call on Built-in\. .*microphone is now Built-in\./u);
  expect(toasts.shown?.tone).toBe('end');
  expect(toasts.shown?.action).toBeDefined();
  time = 5000;
  tell(event({ kind: 'returned' }));
  expect(toasts.shown?.text).toBe(deviceToast(event({ kind: 'returned' }), router).text);
});
