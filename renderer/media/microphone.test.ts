import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDevices } from './devices';
import { createMicrophone, type MicrophoneEvent } from './microphone';
import type { MediaSettings } from './settings';

class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  constructor(readonly label: string) {
    super();
    tracks.push(this);
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
  enumerateDevices = () => Promise.resolve(this.present.map((id) => ({ kind: 'audioinput', deviceId: id, label: id })));
  getUserMedia = ({ audio }: { audio: MediaTrackConstraints }) => {
    this.asked.push(audio);
    const exact = (audio.deviceId as { exact: string } | undefined)?.exact;
    const label = exact ?? this.present.at(-1);
    if (this.refuse !== null) return Promise.reject(new DOMException('no', this.refuse));
    if (label === undefined || !this.present.includes(label))
      return Promise.reject(new DOMException('no', exact === undefined ? 'NotFoundError' : 'OverconstrainedError'));
    const track = new FakeTrack(label);
    return Promise.resolve({ getAudioTracks: () => [track] });
  };
  async change(present: string[]) {
    this.present = present;
    this.dispatchEvent(new Event('devicechange'));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const settings: MediaSettings = {
  microphone: { id: 'Headset', label: 'Headset' },
  speaker: { id: '', label: '' },
  ringDevice: { id: '', label: '' },
  callVolume: 1,
  ringVolume: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  warmMicrophone: false,
};
const silent = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const permissions = { query: () => Promise.resolve({ state: 'granted' }) } as unknown as Permissions;

async function make(changes: Partial<MediaSettings> = {}) {
  const fake = new FakeMediaDevices();
  const mediaDevices = fake as unknown as MediaDevices;
  const devices = createDevices(mediaDevices);
  await devices.refresh();
  const microphone = createMicrophone(mediaDevices, permissions, devices, silent, { ...settings, ...changes });
  const events: MicrophoneEvent[] = [];
  microphone.subscribe((event) => events.push(event));
  return { fake, microphone, events };
}

beforeEach(() => {
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
    lease.onreplaced = (track) => replaced.push(track);
    await fake.change(['Built-in']);
    tracks[0]!.unplug();
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
    });
    expect(lease.track.enabled).toBe(false);
    expect(replaced.at(-1)).toBe(lease.track);
    expect(events.at(-1)).toEqual({ kind: 'changed', label: 'Built-in' });
    await fake.change(['Headset', 'Built-in']);
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Headset');
    });
    lease.release();
    expect(live()).toBe(0);
  });

  it('the only one unplugged is told as lost, and the next one plugged in is used', async () => {
    const { fake, microphone, events } = await make();
    const lease = await microphone.acquire();
    fake.present = [];
    tracks[0]!.unplug();
    await vi.waitFor(() => {
      expect(events).toEqual([{ kind: 'lost' }]);
    });
    await fake.change(['Another']);
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Another');
    });
  });

  it('changes the device of a running call with the settings', async () => {
    const { microphone } = await make();
    const lease = await microphone.acquire();
    microphone.setSettings({ ...settings, microphone: { id: 'Built-in', label: '' } });
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
    });
    expect(live()).toBe(2);
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
    microphone.setSettings({ ...settings, microphone: { id: 'Built-in', label: '' } });
    const lease = await asked;
    await vi.waitFor(() => {
      expect(lease.track.label).toBe('Built-in');
    });
    lease.release();
    expect(live()).toBe(0);
  });

  it('close ends everything', async () => {
    const { microphone } = await make({ warmMicrophone: true });
    await microphone.acquire();
    microphone.close();
    expect(live()).toBe(0);
  });
});
