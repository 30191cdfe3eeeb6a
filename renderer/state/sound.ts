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
  you: number;
  them: number;
}

export interface Sound {
  devices(): Promise<Devices>;
  onDevicesChanged(listener: () => void): () => void;
  /** Levels of a living call; null when it has no sound yet. */
  levels(callId: string): Levels | null;
  /** Opens the chosen microphone and reports its level at 20 Hz until the returned function is called. */
  watchMicrophone(onLevel: (level: number) => void, onProblem: (problem: MicrophoneProblem) => void): () => void;
  /** A second of a tone on the speaker for calls. */
  testSpeaker(): void;
  /** The same on the ring device, at its volume. */
  testRing(): void;
  /** The short tone of a key, for the user's own ear. */
  keyTone(key: string): void;
}
