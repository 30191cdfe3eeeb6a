import { expect, it } from 'vitest';
import { chooseDevice, createDevices } from './devices';

const headset = { id: '1', label: 'Headset' };
const desk = { id: '2', label: 'Desk speaker' };

it.each([
  ['by id', { id: '2', label: 'Headset' }, desk],
  ['by label when the id is gone', { id: '9', label: 'Headset' }, headset],
  ['the system default when both are', { id: '9', label: 'Gone' }, null],
  ['the system default when nothing was chosen', { id: '', label: '' }, null],
])('chooses %s', (_, choice, device) => {
  expect(chooseDevice(choice, [headset, desk])).toBe(device);
});

it('does not take an unlabelled device for the unlabelled choice', () => {
  expect(chooseDevice({ id: '', label: '' }, [{ id: '', label: '' }])).toBeNull();
});

class FakeMediaDevices extends EventTarget {
  list: { kind: string; deviceId: string; label: string }[] = [];
  enumerateDevices = () => Promise.resolve(this.list);
}

it('lists what is there, without the aliases of the system, and tells of changes once', async () => {
  const fake = new FakeMediaDevices();
  fake.list = [
    { kind: 'audioinput', deviceId: 'default', label: 'Default' },
    { kind: 'audioinput', deviceId: 'm', label: 'Mic' },
    { kind: 'audiooutput', deviceId: 's', label: 'Speaker' },
    { kind: 'videoinput', deviceId: 'v', label: 'Camera' },
  ];
  const devices = createDevices(fake as unknown as MediaDevices);
  const lists = await devices.refresh();
  expect(lists).toEqual({ microphones: [{ id: 'm', label: 'Mic' }], speakers: [{ id: 's', label: 'Speaker' }] });
  let told = 0;
  devices.subscribe(() => (told += 1));
  await devices.refresh();
  expect(told).toBe(0);
  fake.list = [];
  const changed = new Promise<void>((resolve) => devices.subscribe(() => resolve()));
  fake.dispatchEvent(new Event('devicechange'));
  await changed;
  expect(told).toBe(1);
  expect(devices.current.microphones).toEqual([]);
  devices.close();
});
