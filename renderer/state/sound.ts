/** What the screens need of microphones and speakers; the composition root builds it from the media adapter. */
export interface Device {
  /** `default`: the system's choice. */
  id: string;
  label: string;
  /** Microphone and speaker of one headset share it (W3C Media Capture, groupId). */
  group: string;
}

export interface Devices {
  microphones: readonly Device[];
  speakers: readonly Device[];
}

/** Why there is no microphone. */
export type MicrophoneProblem = 'denied' | 'missing' | 'in-use' | 'other';

/** Linear 0 to 1, root mean square over about 50 ms. */
export interface Levels {
  /** What they hear of you: nothing while muted. */
  you: number;
  them: number;
  /** The microphone before mute. */
  microphone: number;
}

/** A ringer as the settings remember it. */
export interface Ringer extends Device {
  /** 0 to 1 */
  volume: number;
}

/** What became of a device by itself, for a word to the user. Labels are the system's names. */
export interface DeviceEvent {
  /** Microphone and speaker while a call uses them; the ringer always. */
  readonly device: 'microphone' | 'speaker' | 'ringer';
  /**
   * `changed`: `before` is gone and `label` took over, or the system changed its default. `returned`: one that the user
   * ranked higher is back. `lost`: gone, and nothing took over; the call goes on without until one is plugged in.
   * `withdrawn`: the system does not allow the microphone any more.
   */
  readonly kind: 'changed' | 'returned' | 'lost' | 'withdrawn';
  /** In use now; empty when nothing is. */
  readonly label: string;
  /** In use before; empty when nothing was. */
  readonly before: string;
  /** False: `label` is in no list of the user's, it is what the system offers: perhaps the laptop's own. To be said aloud. */
  readonly ranked: boolean;
}

/** Names of what is used now; empty where nothing is, or where the system does not say. */
export interface DevicesInUse {
  /** Empty while no microphone is open. */
  microphone: string;
  speaker: string;
  ringers: readonly string[];
}

export interface Sound {
  devices(): Promise<Devices>;
  onDevicesChanged(listener: () => void): () => void;
  /** Levels of a living call; null when it has no sound yet. */
  levels(callId: string): Levels | null;
  /** Opens the chosen microphone and reports its level at 20 Hz until the returned function is called. */
  watchMicrophone(onLevel: (level: number) => void, onProblem: (problem: MicrophoneProblem) => void): () => void;
  inUse(): DevicesInUse;
  /** What becomes of devices in a call: to be said to the user. Returns a function that ends it. */
  onDeviceEvent(listener: (event: DeviceEvent) => void): () => void;
  /** The level of all that is heard on the speaker, before its volume, at 20 Hz until the returned function is called. */
  watchSpeaker(onLevel: (level: number) => void): () => void;
  /** A second of a tone on the speaker for calls. */
  testSpeaker(): void;
  /** The same on all ringers, each at its volume. */
  testRing(): void;
  /** The same on this ringer alone; on the system's device when it is not there. */
  testRinger(ringer: Ringer): void;
  /** The short tone of a key, for the user's own ear. */
  keyTone(key: string): void;
}
