/** Where sound comes out: `<audio>` elements, one on each device that a sound is meant for. */
import type { LogPort } from '../phone/ports';
import { onGesture } from './gesture';

export interface Sink {
  play(stream: MediaStream): void;
  /** Not heard here; the sound itself goes on, for what is measured and mixed of it. */
  setMuted(on: boolean): void;
  close(): void;
}

export interface Output {
  /** Device id; empty for the system's. */
  readonly id: string;
  /** 0 to 1 */
  readonly volume: number;
}

export interface Sinks {
  /** `call` becomes the element's `data-call`; without it the element is for the phone's own sounds. */
  open(call: string | null): Sink;
  /** Where everything goes from now on, also what plays already. */
  setOutputs(outputs: readonly Output[]): void;
  /** What plays now, for the output meter. */
  readonly streams: readonly MediaStream[];
  close(): void;
}

interface Group {
  call: string | null;
  stream: MediaStream | null;
  muted: boolean;
  /** By its place in the outputs. */
  elements: HTMLAudioElement[];
}

export function createSinks(document: Document, log: LogPort, initial: readonly Output[]): Sinks {
  let outputs = initial;
  const groups = new Set<Group>();

  const blocked = new Set<HTMLAudioElement>();
  const start = (element: HTMLAudioElement) => {
    element.play().then(
      () => blocked.delete(element),
      (error: unknown) => {
        if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || !element.isConnected) return;
        log.warn('media', 'sound is blocked until the first click or key in this page');
        blocked.add(element);
      },
    );
  };
  const unblock = () => {
    for (const element of [...blocked]) start(element);
  };
  const offGesture = onGesture(document, unblock);

  const create = ({ call, stream, muted }: Group): HTMLAudioElement => {
    const element = document.createElement('audio');
    if (call !== null) element.dataset['call'] = call;
    element.muted = muted;
    document.body.append(element);
    if (stream !== null) {
      element.srcObject = stream;
      start(element);
    }
    return element;
  };

  const remove = (element: HTMLAudioElement) => {
    blocked.delete(element);
    element.pause();
    element.srcObject = null;
    element.remove();
  };

  /** Elements stay on the devices that they are on; what is left over moves or goes. */
  const route = (group: Group) => {
    const left = [...group.elements];
    const taken = outputs.map(({ id }) => {
      const index = left.findIndex((element) => element.sinkId === id);
      return index < 0 ? null : (left.splice(index, 1)[0] ?? null);
    });
    group.elements = outputs.map(({ id, volume }, index) => {
      const element = taken[index] ?? left.shift() ?? create(group);
      element.volume = Math.min(1, Math.max(0, volume));
      if (element.sinkId !== id) {
        element.setSinkId(id).catch((error: unknown) => {
          // The element stays on the device it had, the system's at first: heard in the wrong place is better than not.
          log.warn('media', `speaker could not be chosen: ${String(error)}`);
        });
      }
      return element;
    });
    left.forEach(remove);
  };

  return {
    open(call) {
      const group: Group = { call, stream: null, muted: false, elements: [] };
      groups.add(group);
      route(group);
      return {
        play(stream) {
          group.stream = stream;
          for (const element of group.elements) {
            if (element.srcObject !== stream) element.srcObject = stream;
            start(element);
          }
        },
        setMuted(on) {
          group.muted = on;
          for (const element of group.elements) element.muted = on;
        },
        close() {
          groups.delete(group);
          group.elements.splice(0).forEach(remove);
        },
      };
    },
    setOutputs(next) {
      outputs = next;
      groups.forEach(route);
    },
    get streams() {
      return [...groups].flatMap(({ stream, muted }) => (stream === null || muted ? [] : [stream]));
    },
    close() {
      offGesture();
      for (const group of groups) group.elements.splice(0).forEach(remove);
      groups.clear();
      blocked.clear();
    },
  };
}
