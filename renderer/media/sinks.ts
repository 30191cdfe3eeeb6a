/** Where sound comes out: `<audio>` elements on the chosen device. */
import type { LogPort } from '../phone/ports';
import { chooseDevice, type Devices } from './devices';
import { onGesture } from './gesture';
import type { DeviceChoice } from './settings';

export interface Sink {
  play(stream: MediaStream): void;
  close(): void;
}

export interface Output {
  readonly device: DeviceChoice;
  /** 0 to 1 */
  readonly volume: number;
}

export interface Sinks {
  /** `call` becomes the element's `data-call`; without it the element is for the phone's own sounds. */
  open(call: string | null): Sink;
  setOutput(output: Output): void;
  close(): void;
}

export function createSinks(document: Document, devices: Devices, log: LogPort, initial: Output): Sinks {
  let output = initial;
  const elements = new Set<HTMLAudioElement>();

  const route = (element: HTMLAudioElement) => {
    element.volume = Math.min(1, Math.max(0, output.volume));
    const id = chooseDevice(output.device, devices.current.speakers)?.id ?? '';
    if (element.sinkId === id) return;
    element.setSinkId(id).catch((error: unknown) => {
      // The element stays on the device it had, the system's at first: heard in the wrong place is better than not.
      log.warn('media', `speaker could not be chosen: ${String(error)}`);
    });
  };
  const routeAll = () => {
    for (const element of elements) route(element);
  };
  const unsubscribe = devices.subscribe(routeAll);

  const blocked = new Set<HTMLAudioElement>();
  const start = (element: HTMLAudioElement) => {
    element.play().then(
      () => blocked.delete(element),
      (error: unknown) => {
        if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || !elements.has(element)) return;
        log.warn('media', 'sound is blocked until the first click or key in this page');
        blocked.add(element);
      },
    );
  };
  const unblock = () => {
    for (const element of [...blocked]) start(element);
  };
  const offGesture = onGesture(document, unblock);

  return {
    open(call) {
      const element = document.createElement('audio');
      if (call !== null) element.dataset['call'] = call;
      elements.add(element);
      document.body.append(element);
      route(element);
      return {
        play(stream) {
          if (element.srcObject !== stream) element.srcObject = stream;
          start(element);
        },
        close() {
          elements.delete(element);
          blocked.delete(element);
          element.pause();
          element.srcObject = null;
          element.remove();
        },
      };
    },
    setOutput(next) {
      output = next;
      routeAll();
    },
    close() {
      unsubscribe();
      offGesture();
      for (const element of [...elements]) {
        element.srcObject = null;
        element.remove();
      }
      elements.clear();
      blocked.clear();
    },
  };
}
