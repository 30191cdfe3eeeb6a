import { expect, it } from 'vitest';
import { chooseDevice, createDevices } from './devices';

const headset = { id: '1', label: 'Headset', group: 'a' };
const twin = { id: '2', label: 'Headset', group: 'b' };
const desk = { id: '3', label: 'Desk speaker', group: 'c' };
const present = [headset, twin, desk];
const gone = { id: '9', label: 'Gone', group: 'z' };

it.each([
  ['by id', [{ id: '3', label: 'Headset', group: 'a' }], desk, 0],
  ['by label and group when the id is gone', [{ id: '9', label: 'Headset', group: 'b' }], twin, 0],
  ['by label when the group is too', [{ id: '9', label: 'Headset', group: 'z' }], headset, 0],
  ['the best that is there', [gone, desk, headset], desk, 1],
  ["the system's when none is", [gone], null, 1],
  ["the system's when nothing was chosen", [], null, 0],
  ["the system's where the user put it", [gone, { id: 'default', label: '', group: '' }, desk], null, 1],
])('chooses %s', (_, ranking, device, rank) => {
  expect(chooseDevice(ranking, present)).toEqual({ device, rank });
});

it('does not take an unlabelled device for an unlabelled choice', () => {
  const nameless = { id: '', label: '', group: '' };
  expect(chooseDevice([nameless], [nameless]).device).toBeNull();
});

class FakeMediaDevices extends EventTarget {
  list: { kind: string; deviceId: string; label: string; groupId: string }[] = [];
  enumerateDevices = () => Promise.resolve(this.list);
}
const listed = (kind: string, deviceId: string, label: string, groupId = '') => ({ kind, deviceId, label, groupId });

it('lists what is there, without the aliases of the system, and tells of changes once', async () => {
  const fake = new FakeMediaDevices();
  fake.list = [
    listed('audioinput', 'default', 'Default - Mic', 'g'),
    listed('audioinput', 'm', 'Mic', 'g'),
    listed('audiooutput', 's', 'Speaker', 'h'),
    listed('videoinput', 'v', 'Camera'),
  ];
  const devices = createDevices(fake as unknown as MediaDevices);
  expect(devices.known).toBe(false);
  const lists = await devices.refresh();
  expect(devices.known).toBe(true);
  expect(lists).toEqual({
    microphones: [{ id: 'm', label: 'Mic', group: 'g' }],
    speakers: [{ id: 's', label: 'Speaker', group: 'h' }],
    system: { microphone: { id: 'm', label: 'Mic', group: 'g' }, speaker: null },
  });
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

it.each([
  ['named and grouped', 'Default - Headset', 'b', '2'],
  ['named alone', 'Default - Desk speaker', 'other', '3'],
  ['grouped alone', 'Standard', 'c', '3'],
  ['neither: it is known by its own name', 'Standard', 'other', 'default'],
])('finds the device behind the default, %s', async (_, label, group, id) => {
  const fake = new FakeMediaDevices();
  fake.list = [
    listed('audiooutput', 'default', label, group),
    ...present.map((device) => listed('audiooutput', device.id, device.label, device.group)),
  ];
  const devices = createDevices(fake as unknown as MediaDevices);
  const { system } = await devices.refresh();
  expect(system.speaker?.id).toBe(id);
  devices.close();
});
