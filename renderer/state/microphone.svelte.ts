import type { MicrophoneProblem, Sound } from './sound';

/** Whether there is a microphone at all, looked at again whenever a device comes or goes. */
export class Microphone {
  #problem = $state.raw<MicrophoneProblem | null>(null);

  constructor(private readonly sound: Pick<Sound, 'devices' | 'onDevicesChanged'>) {}

  get problem(): MicrophoneProblem | null {
    return this.#problem;
  }

  watch(): () => void {
    const look = (): void => {
      this.sound.devices().then(
        ({ microphones }) => {
          this.#problem = microphones.length === 0 ? 'missing' : null;
        },
        () => {
          this.#problem = 'other';
        },
      );
    };
    look();
    return this.sound.onDevicesChanged(look);
  }
}
