import type { Devices, Sound } from './sound';

/** Before the first answer. */
export const noDevices: Devices = { microphones: [], speakers: [] };

/** Tells which devices there are, now and whenever that changes; gives what ends it. */
export function presentDevices(
  sound: Pick<Sound, 'devices' | 'onDevicesChanged'>,
  tell: (devices: Devices) => void,
): () => void {
  /** An answer that was overtaken, or comes after the end, counts no more. */
  let turn = 0;
  const look = (): void => {
    turn += 1;
    const asked = turn;
    sound.devices().then(
      (devices) => {
        if (asked === turn) tell(devices);
      },
      () => {},
    );
  };
  look();
  const stop = sound.onDevicesChanged(look);
  return () => {
    turn += 1;
    stop();
  };
}
