/** Main's view of the phone: its last snapshot, for everything that derives from it, and its commands. */
import type { Snapshot } from '../preload/contract';
import { describe } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';

export interface PhoneLink {
  readonly snapshot: Snapshot;
  /** Calls back after each report; one listener's failure does not keep the others from hearing it. */
  onReport(listener: (snapshot: Snapshot, before: Snapshot) => void): void;
  /** The window with the phone is gone: so are its calls. `text` says what is done about it. */
  lost(text: string): void;
  answer(callId: string, how: 'by-hand' | 'automatic'): void;
  decline(callId: string): void;
  hangUp(callId: string): void;
  setMuted(callId: string, on: boolean): void;
  setDoNotDisturb(on: { until: number | null } | null): void;
  /** Empty follows the system. */
  chooseDevice(kind: 'microphone' | 'speaker', key: string): void;
}

/** Before the first report. */
export const nothing: Snapshot = {
  signedIn: false,
  line: 'not-ready',
  lineText: '',
  doNotDisturb: false,
  doNotDisturbUntil: null,
  voicemail: 0,
  messages: 0,
  missed: 0,
  recent: [],
  microphones: { devices: [], chosen: '' },
  speakers: { devices: [], chosen: '' },
  calls: [],
};

export function createPhoneLink(ipc: Ipc, log: Log): PhoneLink {
  const listeners: ((snapshot: Snapshot, before: Snapshot) => void)[] = [];
  let snapshot = nothing;

  function accept(next: Snapshot): void {
    const before = snapshot;
    snapshot = next;
    for (const listener of listeners) {
      try {
        listener(next, before);
      } catch (error) {
        log.error('phone', `a listener failed: ${describe(error)}`);
      }
    }
  }
  ipc.handle('phone.report', accept);

  return {
    get snapshot() {
      return snapshot;
    },
    onReport: (listener) => void listeners.push(listener),
    lost: (text) => accept({ ...nothing, signedIn: snapshot.signedIn, lineText: text }),
    answer: (callId, how) => void ipc.send('phone', 'phone.answer', callId, how),
    decline: (callId) => void ipc.send('phone', 'phone.decline', callId),
    hangUp: (callId) => void ipc.send('phone', 'phone.hangUp', callId),
    setMuted: (callId, on) => void ipc.send('phone', 'phone.setMuted', callId, on),
    setDoNotDisturb: (on) => void ipc.send('phone', 'phone.setDoNotDisturb', on),
    chooseDevice: (kind, key) => void ipc.send('phone', 'phone.chooseDevice', kind, key),
  };
}
