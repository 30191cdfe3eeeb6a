import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDevices } from './devices';
import type { DeviceEvent } from './device-event';
import { createMicrophone } from './microphone';
import type { MediaSettings } from './settings';

class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  constructor(readonly label: string) {
    super();
    tracks.push(this);
  }
  settings: MediaTrackSettings = {};
  getSettings() {
    return this.settings;
  }
  clone() {
    return new FakeTrack(this.label);
  }
  stop() {
    this.readyState = 'ended';
  }
  unplug() {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

let tracks: FakeTrack[] = [];
const live = () => tracks.filter((track) => track.readyState === 'live').length;

class FakeMediaDevices extends EventTarget {
  /** Ids are the labels. */
  present = ['Headset', 'Built-in'];
  asked: MediaTrackConstraints[] = [];
  refuse: string | null = null;
  /** What is applied whatever is asked, as long as the device is open. */
  processed: MediaTrackSettings | null = null;
  /** What the system uses by itself; without a word it is the last. */
  system: string | null = null;
  enumerateDevices = () => {
    const of = (deviceId: string, label: string) => ({ kind: 'audioinput', deviceId, label, groupId: '' });
    const alias = this.system === null ? [] : [of('default', `Default - ${this.system}`)];
    return Promise.resolve([...alias, ...this.present.map((id) => of(id, id))]);
  };
  getUserMedia = ({ audio }: { audio: MediaTrackConstraints }) => {
    this.asked.push(audio);
    const exact = (audio.deviceId as { exact: string } | undefined)?.exact;
    const label = exact ?? this.system ?? this.present.at(-1);
    if (this.refuse !== null) return Promise.reject(new DOMException('no', this.refuse));
    if (label === undefined || !this.present.includes(label))
      return Promise.reject(new DOMException('no', exact === undefined ? 'NotFoundError' : 'OverconstrainedError'));
    const track = new FakeTrack(label);
    track.settings = this.processed ?? { echoCancellation: audio.echoCancellation === true };
    return Promise.resolve({ getAudioTracks: () => [track] });
  };
  async change(present: string[]) {
    this.present = present;
    this.dispatchEvent(new Event('devicechange'));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const choice = (label: string) => ({ id: label, label, group: '' });
const settings: MediaSettings = {
  microphones: [choice('Headset')],
  speakers: [],
  ringers: [],
  callVolume: 1,
  ringVolume: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  warmMicrophone: false,
  codecOrder: [],
  codecDelete: [],
  codecPriority: [],
  opus: { bitrate: 32, fec: true, dtx: false, packetTime: 20 },
};
const silent = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const permission = Object.assign(new EventTarget(), { state: 'granted' });
const permissions = { query: () => Promise.resolve(permission) } as unknown as Permissions;

async function make(changes: Partial<MediaSettings> = {}) {
  const fake = new FakeMediaDevices();
  const mediaDevices = fake as unknown as MediaDevices;
  const devices = createDevices(mediaDevices);
  await devices.refresh();
  const events: DeviceEvent[] = [];
  const microphone = createMicrophone({
    mediaDevices,
    permissions,
    devices,
    log: silent,
    settings: { ...settings, ...changes },
    emit: (event) => events.push(event),
  });
  return { fake, microphone, events };
}

beforeEach(() => {
  permission.state = 'granted';
  tracks = [];
});

describe('microphone', () => {
  it('opens the chosen device once, with echo cancellation and the like, and each call has its own clone', async () => {
    const { fake, microphone } = await make();
    const [a, b] = await Promise.all([microphone.acquire(), microphone.acquire()]);
    expect(fake.asked).toEqual([
      { echoCancellation: true, noiseSuppression: true, autoGainControl: true, deviceId: { exact: 'Headset' } },
    ]);
    expect(a.track).not.toBe(b.track);
    a.release();
    expect(b.track.readyState).toBe('live');
    b.release();
    expect(live()).toBe(0);
  });

  it('stays open between calls only when the user chose so', async () => {
    const { microphone } = await make({ warmMicrophone: true });
    (await microphone.acquire()).release();
    expect(live()).toBe(1);
    microphone.setSettings(settings);
    expect(live()).toBe(0);
  });

  it('is released twice without harm to the other call', async () => {
    const { microphone } = await make();
    const a = await microphone.acquire();
    const b = await microphone.acquire();
    a.release();
    a.release();
    expect(b.track.readyState).toBe('live');
  });

  it('takes the system default when the chosen one cannot be opened', async () => {
    const { fake, microphone } = await make();
    fake.present = ['Built-in'];
    const lease = await microphone.acquire();
    expect(lease.track.label).toBe('Built-in');
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'in-use'],
  ])('tells %s as %s, and can be asked again', async (name, problem) => {
    const { fake, microphone } = await make();
    fake.refuse = name;
    await expect(microphone.acquire()).rejects.toMatchObject({ name: 'MicrophoneError', problem });
    fake.refuse = null;
    await expect(microphone.acquire()).resolves.toBeDefined();
  });

  it('unplugged in a call: the next one takes over, mute stays, and it is told; plugged in again it comes back', async () => {
    const { fake, microphone, events } = await make();
    const lease = await microphone.acquire();
    lease.track.enabled = false;
    const replaced: MediaStreamTrack[] = [];
    lease.onreplaced = (track) => void replaced.push(track);
    await fake.change(['Built-in']);
    tracks[0]!.unplug();
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
    });
    expect(lease.track.enabled).toBe(false);
    expect(replaced.at(-1)).toBe(lease.track);
    expect(events).toEqual([
      { device: 'microphone', kind: 'changed', label: 'Built-in', before: 'Headset', ranked: false },
    ]);
    await fake.change(['Headset', 'Built-in']);
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Headset');
    });
    expect(events.at(-1)).toEqual({
      device: 'microphone',
      kind: 'returned',
      label: 'Headset',
      before: 'Built-in',
      ranked: true,
    });
    lease.release();
    await vi.waitFor(() => {
      expect(live()).toBe(0);
    });
  });

  it('the second of the ranking takes over before the one of the system', async () => {
    const { fake, microphone, events } = await make({ microphones: [choice('Headset'), choice('Desk')] });
    await fake.change(['Headset', 'Desk', 'Built-in']);
    const lease = await microphone.acquire();
    await fake.change(['Desk', 'Built-in']);
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Desk');
    });
    expect(events).toMatchObject([{ kind: 'changed', label: 'Desk', before: 'Headset', ranked: true }]);
  });

  it('follows the system when its default changes, and says so', async () => {
    const { fake, microphone, events } = await make({ microphones: [] });
    fake.system = 'Headset';
    await fake.change(['Headset', 'Built-in']);
    const lease = await microphone.acquire();
    fake.system = 'Built-in';
    await fake.change(['Headset', 'Built-in']);
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
    });
    expect(events).toMatchObject([{ kind: 'changed', label: 'Built-in', before: 'Headset', ranked: false }]);
  });

  it('the only one unplugged is told as lost, and the next one plugged in is used', async () => {
    const { fake, microphone, events } = await make();
    const lease = await microphone.acquire();
    fake.present = [];
    tracks[0]!.unplug();
    await vi.waitFor(() => {
      expect(events).toMatchObject([{ kind: 'lost', label: '', before: 'Headset' }]);
    });
    expect(lease.source).toBeNull();
    await fake.change(['Another']);
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Another');
    });
    expect(events.at(-1)).toMatchObject({ kind: 'changed', label: 'Another', before: '', ranked: false });
  });

  it('the permission withdrawn in a call is told, and nobody is asked until it is given again', async () => {
    const { fake, microphone, events } = await make();
    const lease = await microphone.acquire();
    fake.refuse = 'NotAllowedError';
    permission.state = 'denied';
    tracks[0]!.unplug();
    await vi.waitFor(() => {
      expect(events).toMatchObject([{ kind: 'withdrawn', label: '', before: 'Headset' }]);
    });
    fake.refuse = null;
    permission.state = 'granted';
    permission.dispatchEvent(new Event('change'));
    await vi.waitFor(() => {
      expect(events.at(-1)).toMatchObject({ kind: 'returned', label: 'Headset' });
    });
    expect(lease.track.readyState).toBe('live');
  });

  it('processing switched in a call: the new one is open before the old one goes, and nothing is said of it', async () => {
    const { fake, microphone, events } = await make();
    const lease = await microphone.acquire();
    const old = lease.track;
    let overlap = false;
    lease.onreplaced = () => {
      overlap = old.readyState === 'live';
    };
    microphone.setSettings({ ...settings, echoCancellation: false });
    await vi.waitFor(() => {
      expect(old.readyState).toBe('ended');
    });
    expect(overlap).toBe(true);
    expect(fake.asked.at(-1)).toMatchObject({ echoCancellation: false, deviceId: { exact: 'Headset' } });
    expect(live()).toBe(2);
    expect(events).toEqual([]);
  });

  it('a device that keeps its processing while it is open is closed first, by every call, and opened anew', async () => {
    const { fake, microphone, events } = await make();
    const leases = [await microphone.acquire(), await microphone.acquire()];
    leases[0]!.track.enabled = false;
    fake.processed = { echoCancellation: true };
    const asked = fake.asked.length;
    const { getUserMedia } = fake;
    fake.getUserMedia = (constraints) => {
      if (live() === 0) fake.processed = null;
      return getUserMedia(constraints);
    };
    microphone.setSettings({ ...settings, echoCancellation: false });
    await vi.waitFor(() => {
      expect(leases.map(({ track }) => track.readyState)).toEqual(['live', 'live']);
      expect(fake.asked.length).toBe(asked + 2);
      expect(live()).toBe(3);
    });
    expect(leases.map(({ track }) => track.enabled)).toEqual([false, true]);
    expect(events).toEqual([]);
  });

  it('a call that lost its microphone gets the one that the next call opens', async () => {
    const { fake, microphone, events } = await make();
    const first = await microphone.acquire();
    fake.refuse = 'NotReadableError';
    tracks[0]!.unplug();
    await vi.waitFor(() => {
      expect(events).toMatchObject([{ kind: 'lost' }]);
    });
    fake.refuse = null;
    await microphone.acquire();
    await vi.waitFor(() => {
      expect(events.at(-1)).toMatchObject({ kind: 'returned', label: 'Headset' });
    });
    expect(first.track.readyState).toBe('live');
  });

  it('the one chosen in a call cannot be opened: what is used instead is told', async () => {
    const { fake, microphone, events } = await make();
    const lease = await microphone.acquire();
    await fake.change(['Headset', 'Broken', 'Built-in']);
    fake.present = ['Headset', 'Built-in'];
    microphone.setSettings({ ...settings, microphones: [choice('Broken')] });
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
    });
    expect(events).toMatchObject([{ kind: 'changed', before: 'Headset', ranked: false }]);
  });

  it('changes the device of a running call with the settings', async () => {
    const { microphone } = await make();
    const lease = await microphone.acquire();
    microphone.setSettings({ ...settings, microphones: [choice('Built-in')] });
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
      expect(live()).toBe(2);
    });
  });

  it('one call ends in the moment in which the next one asks', async () => {
    const { microphone } = await make();
    const before = await microphone.acquire();
    const asked = microphone.acquire();
    before.release();
    const next = await asked;
    expect(next.track.readyState).toBe('live');
    next.release();
    expect(live()).toBe(0);
  });

  it('settings changed while it opens are the ones that count', async () => {
    const { microphone } = await make();
    const asked = microphone.acquire();
    microphone.setSettings({ ...settings, microphones: [choice('Built-in')] });
    const lease = await asked;
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
    });
    lease.release();
    await vi.waitFor(() => {
      expect(live()).toBe(0);
    });
  });

  it('close ends everything', async () => {
    const { microphone } = await make({ warmMicrophone: true });
    await microphone.acquire();
    microphone.close();
    expect(live()).toBe(0);
  });
});
