import { expect, it, vi } from 'vitest';
import { noDevices, presentDevices } from './present-devices';
import type { Devices } from './sound';

const headset: Devices = { microphones: [{ id: 'm1', label: 'Headset', group: 'g1' }], speakers: [] };

it('tells the newest answer, whichever comes first, and nothing after the end', async () => {
  const answers: ((devices: Devices) => void)[] = [];
  let changed = (): void => {};
  const stop = vi.fn();
  const tell = vi.fn();
  const end = presentDevices(
    {
      devices: () => new Promise((answer) => answers.push(answer)),
      onDevicesChanged: (listener) => {
        changed = listener;
        return stop;
      },
    },
    tell,
  );
  changed();
  answers[1]?.(headset);
  answers[0]?.(noDevices);
  await Promise.resolve();
  expect(tell.mock.calls).toEqual([[headset]]);
  changed();
  end();
  answers[2]?.(noDevices);
  await Promise.resolve();
  expect(tell).toHaveBeenCalledTimes(1);
  expect(stop).toHaveBeenCalledOnce();
});
