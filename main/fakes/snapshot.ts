import type { CallSnapshot, Snapshot } from '../../preload/contract';

/** A ready phone without calls, changed as the test wants it. */
export function snapshotWith(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    signedIn: true,
    line: 'ready',
    lineText: 'Ready',
    doNotDisturb: false,
    doNotDisturbUntil: null,
    voicemail: 0,
    messages: 0,
    missed: 0,
    recent: [],
    microphones: { devices: [], chosen: '' },
    speakers: { devices: [], chosen: '' },
    calls: [],
    ...changes,
  };
}

/** An incoming call that rings, changed as the test wants it. */
export function callWith(changes: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    id: 'c1',
    direction: 'incoming',
    state: 'ringing',
    name: 'Alice',
    number: '1001',
    line: '1003@pbx.test',
    muted: false,
    held: false,
    via: '',
    autoAnswer: 'inherit',
    startedAt: 0,
    answeredAt: null,
    callBack: '1001',
    lineId: 'a',
    address: '1003@pbx.test',
    answerAfter: null,
    missed: false,
    ...changes,
  };
}
