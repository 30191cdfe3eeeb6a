/** The media adapter as the screens want it. */
import type { Media } from './media/media';
import { MicrophoneError, type CallAudio, type MediaPort } from './phone/ports';
import type { Devices, Levels, Sound } from './state/sound';

export interface AppSound {
  sound: Sound;
  /** The same port, watched, so that a call's sound can be found by its id. */
  media: MediaPort;
}

export function createAppSound({ media, ringer, devices, meters }: Media): AppSound {
  const audios = new Map<string, { audio: CallAudio; levels: Levels | null; asking: boolean }>();

  return {
    media: {
      createAudio(account, id) {
        const audio = media.createAudio(account, id);
        audios.set(id, { audio, levels: null, asking: false });
        const { close } = audio;
        audio.close = () => {
          audios.delete(id);
          close.call(audio);
        };
        return audio;
      },
    },
    sound: {
      devices: async (): Promise<Devices> => devices.refresh(),
      onDevicesChanged: (listener) => devices.subscribe(listener),
      levels(id) {
        const entry = audios.get(id);
        if (!entry) return null;
        // The measuring is asked for again while the answer before is shown: it is at most 50 ms old.
        if (!entry.asking) {
          entry.asking = true;
          void entry.audio
            .stats()
            .then((stats) => {
              entry.levels = stats && { you: stats.levelOut, them: stats.levelIn };
            })
            .catch(() => undefined)
            .finally(() => {
              entry.asking = false;
            });
        }
        return entry.levels;
      },
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
      testSpeaker() {
        ringer.testTone('speaker');
      },
      testRing() {
        ringer.testTone('ring');
      },
      keyTone(key) {
        ringer.key(key);
      },
    },
  };
}
