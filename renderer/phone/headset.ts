/** What the phone and the buttons and lamps of a headset say to each other; the adapter is renderer/headset. */

/** What somebody did at a headset. */
export type HeadsetSignal =
  /** A hook switch that has a position; `off`: off-hook, as with a lifted receiver. */
  | { kind: 'hook'; off: boolean }
  /** A hook button without one: each press means the other. */
  | { kind: 'hook-pressed' }
  /** The headset has muted itself or back. */
  | { kind: 'mute'; on: boolean }
  /** A mute button that only tells that it was pressed. */
  | { kind: 'mute-pressed' }
  | { kind: 'flash' }
  | { kind: 'hold' }
  | { kind: 'drop' }
  | { kind: 'redial' };

/** The lamps of a headset (USB HID Usage Tables, LED page); headsets also take their own state from them. */
export interface Lamps {
  readonly offHook: boolean;
  readonly ring: boolean;
  readonly mute: boolean;
  readonly hold: boolean;
  readonly microphone: boolean;
}

/** All headsets that are in use, as one. */
export interface HeadsetPort {
  /** How the lamps of all of them should be; what cannot be shown is left out. Never throws. */
  show(lamps: Lamps): void;
  /**
   * Tells of a signal that is not the echo of a lamp. The listener returns false where the signal means nothing now: then
   * the headset is told again how things stand. Returns a function that ends it.
   */
  onSignal(listener: (signal: HeadsetSignal) => boolean): () => void;
}
