import { expect, it, vi } from 'vitest';
import { defaultSettings } from '../../preload/settings';
import type { Settings } from '../../preload/contract';
import { deviceMenu, followDevices } from './device-menus';
import type { Devices } from './sound';

const headset = { id: 'm1', label: 'Jabra', group: 'g1' };
const laptop = { id: 'm2', label: '', group: 'g2' };
const present: Devices = { microphones: [headset, laptop], speakers: [{ ...headset, id: 's1' }] };

it('names what is plugged in and what is used', () => {
  expect(deviceMenu([headset], present.microphones)).toEqual({
    devices: [
      { key: 'm1', label: 'Jabra' },
      { key: 'm2', label: 'Device without a name' },
    ],
    chosen: 'm1',
  });
  expect(deviceMenu([{ ...headset, id: 'gone', label: 'Gone' }], present.microphones).chosen).toBe('');
  expect(deviceMenu([], []).devices).toEqual([]);
});

it('fits the contract, whatever a device calls itself', () => {
  const many = Array.from({ length: 100 }, (_, n) => ({ id: `d${String(n)}`, label: 'x'.repeat(5000), group: '' }));
  const { devices } = deviceMenu([], [{ ...headset, id: 'y'.repeat(600) }, ...many]);
  expect(devices).toHaveLength(32);
  expect(Math.max(...devices.map(({ key, label }) => Math.max(key.length, label.length)))).toBeLessThanOrEqual(512);
});

it('puts what is chosen in the tray at the head of the list', async () => {
  let current: Settings = { ...defaultSettings, microphones: [laptop] };
  let choose: (kind: 'microphone' | 'speaker', key: string) => void = () => {};
  const tell = vi.fn();
  const update = vi.fn((changes: Partial<Settings>) => {
    current = { ...current, ...changes };
    return Promise.resolve();
  });
  const show = followDevices({
    sound: { devices: () => Promise.resolve(present), onDevicesChanged: () => () => {} },
    settings: {
      get current() {
        return current;
      },
      update,
    },
    host: {
      onChooseDevice: (listener) => {
        choose = listener;
        return () => {};
      },
    },
    tell,
  });
  await vi.waitFor(() => {
    expect(tell).toHaveBeenCalled();
  });
  choose('microphone', 'm1');
  expect(update).toHaveBeenLastCalledWith({ microphones: [headset, laptop] });
  choose('speaker', '');
  expect(update).toHaveBeenLastCalledWith({ speakers: [{ id: 'default', label: '', group: '' }] });
  choose('microphone', 'unplugged');
  expect(update).toHaveBeenCalledTimes(2);
  show(current);
  expect(tell.mock.lastCall?.[0]).toMatchObject({ microphones: { chosen: 'm1' }, speakers: { chosen: '' } });
});
