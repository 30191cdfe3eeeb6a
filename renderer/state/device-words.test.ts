import { describe, expect, it } from 'vitest';
import { deviceToast } from './device-words';
import { Router } from './router.svelte';
import type { DeviceEvent } from './sound';

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
