/** The media adapter as the screens want it. */
import type { Media } from './media/media';
import { MicrophoneError } from './phone/ports';
import type { Devices, Sound } from './state/sound';

export function createAppSound({ ringer, devices, meters, levels, using, onDevice }: Media): Sound {
  return {
    devices: async (): Promise<Devices> => devices.refresh(),
    onDevicesChanged: (listener) => devices.subscribe(listener),
    levels(id) {
      const now = levels(id);
      return now && { you: now.levelOut, them: now.levelIn, microphone: now.levelMicrophone };
    },
    inUse() {
      const { microphone, speaker, ringers } = using();
      return { microphone, speaker: speaker?.label ?? '', ringers: ringers.map(({ label }) => label) };
    },
    onDeviceEvent: onDevice,
    watchMicrophone(onLevel, onProblem) {
      let over = false;
      let stop = (): void => {};
      meters.microphone(onLevel).then(
        (end) => {
          if (over) end();
          else stop = end;
        },
        (error: unknown) => {
          if (!over) onProblem(error instanceof MicrophoneError ? error.problem : 'other');
        },
      );
      return () => {
        over = true;
        stop();
      };
    },
    watchSpeaker: meters.speaker,
    testSpeaker() {
      ringer.testTone('speaker');
    },
    testRing() {
      ringer.testTone('ring');
    },
    testRinger(choice) {
      ringer.testTone(choice);
    },
    keyTone(key) {
      ringer.key(key);
    },
  };
}
