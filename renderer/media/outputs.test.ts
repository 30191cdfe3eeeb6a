import { expect, it, vi } from 'vitest';
import type { DeviceEvent } from './device-event';
import type { Device, Devices, DeviceLists } from './devices';
import { createOutputs } from './outputs';
import type { MediaSettings } from './settings';
import type { Output, Sinks } from './sinks';

const device = (label: string): Device => ({ id: label, label, group: '' });
const settings: MediaSettings = {
  microphones: [],
  speakers: [device('Headset'), device('Desk')],
  ringers: [
    { ...device('Desk'), volume: 0.9 },
    { ...device('Headset'), volume: 0.3 },
  ],
  callVolume: 0.8,
  ringVolume: 0.6,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  warmMicrophone: false,
  codecOrder: [],
  codecDelete: [],
  codecPriority: [],
  opus: { bitrate: 32, fec: true, dtx: false, packetTime: 20 },
};

function make(labels: string[], changes: Partial<MediaSettings> = {}) {
  let changed: (lists: DeviceLists) => void = vi.fn();
  const lists = (present: string[], system: string | null = 'Laptop'): DeviceLists => ({
    microphones: [],
    speakers: present.map(device),
    system: { microphone: null, speaker: system === null ? null : device(system) },
  });
  let current = lists(labels);
  const devices: Devices = {
    get current() {
      return current;
    },
    known: true,
    refresh: () => Promise.resolve(current),
    subscribe: (listener) => {
      changed = listener;
      return vi.fn();
    },
    close: vi.fn(),
  };
  const sinks = () => {
    const routed: Output[][] = [];
    const fake: Sinks = { open: vi.fn(), setOutputs: (next) => routed.push([...next]), streams: [], close: vi.fn() };
    return { routed, fake };
  };
  const speakers = sinks();
  const bells = sinks();
  const events: DeviceEvent[] = [];
  const state = { inCall: true };
  const outputs = createOutputs({
    devices,
    settings: { ...settings, ...changes },
    speakers: speakers.fake,
    bells: bells.fake,
    inCall: () => state.inCall,
    emit: (event) => events.push(event),
  });
  const plug = (present: string[], system?: string | null) => {
    events.length = 0;
    current = lists(present, system);
    changed(current);
  };
  return { plug, speakers: speakers.routed, bells: bells.routed, events, state, outputs };
}

it('unplugged in a call the sound goes to the next of the ranking, and comes back; both are told', () => {
  const { plug, speakers, events } = make(['Headset', 'Desk', 'Laptop'], { ringers: [] });
  plug(['Desk', 'Laptop']);
  expect(speakers.at(-1)).toEqual([{ id: 'Desk', volume: 0.8 }]);
  expect(events).toEqual([{ device: 'speaker', kind: 'changed', label: 'Desk', before: 'Headset', ranked: true }]);
  plug(['Laptop']);
  expect(speakers.at(-1)).toEqual([{ id: '', volume: 0.8 }]);
  expect(events).toEqual([{ device: 'speaker', kind: 'changed', label: 'Laptop', before: 'Desk', ranked: false }]);
  plug(['Headset', 'Laptop']);
  expect(events).toEqual([{ device: 'speaker', kind: 'returned', label: 'Headset', before: 'Laptop', ranked: true }]);
  plug([], null);
  expect(events).toEqual([{ device: 'speaker', kind: 'lost', label: '', before: 'Headset', ranked: false }]);
});

it('a new default of the system is told when it is followed, and only in a call', () => {
  const { plug, events, state } = make(['Laptop', 'Screen'], { speakers: [], ringers: [] });
  plug(['Laptop', 'Screen'], 'Screen');
  expect(events).toEqual([{ device: 'speaker', kind: 'changed', label: 'Screen', before: 'Laptop', ranked: false }]);
  state.inCall = false;
  plug(['Laptop', 'Screen'], 'Laptop');
  expect(events).toEqual([]);
});

it('every ringer that is there rings at its volume; without one the system rings', () => {
  const { plug, bells, events, state, outputs } = make(['Headset', 'Desk', 'Laptop']);
  state.inCall = false;
  plug(['Desk', 'Laptop']);
  expect(bells.at(-1)).toEqual([{ id: 'Desk', volume: 0.9 }]);
  expect(events).toEqual([{ device: 'ringer', kind: 'changed', label: 'Desk', before: 'Headset', ranked: true }]);
  plug(['Laptop']);
  expect(bells.at(-1)).toEqual([{ id: '', volume: 0.6 }]);
  expect(events).toEqual([{ device: 'ringer', kind: 'changed', label: 'Laptop', before: 'Desk', ranked: false }]);
  expect(outputs.ringers).toEqual([device('Laptop')]);
  plug(['Headset', 'Desk', 'Laptop']);
  expect(bells.at(-1)).toEqual([
    { id: 'Desk', volume: 0.9 },
    { id: 'Headset', volume: 0.3 },
  ]);
  expect(events).toEqual([
    { device: 'ringer', kind: 'returned', label: 'Desk, Headset', before: 'Laptop', ranked: true },
  ]);
});
