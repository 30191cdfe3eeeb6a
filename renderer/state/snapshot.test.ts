import * as v from 'valibot';
import { expect, it } from 'vitest';
import { SnapshotSchema } from '../../preload/contract';
import type { Call, PhoneState } from '../phone/phone-api';
import { toSnapshot } from './snapshot';

const call = (state: Call['state'], name = 'Ada'): Call => ({
  id: 'c',
  direction: 'incoming',
  party: { name, number: '1', uri: '' },
  startedAt: 0,
  state,
  muted: false,
  digits: '',
  autoAnswered: false,
  answerAfter: 3,
});
const state = (calls: Call[]): PhoneState => ({
  account: null,
  line: { kind: 'off' },
  calls,
  doNotDisturb: false,
  history: [],
  missed: 2,
  storeProblem: null,
});

it('fits the contract, whatever the caller calls himself', () => {
  const snapshot = toSnapshot(state([call({ kind: 'ringing' }, '\u{1F600}'.repeat(5000))]));
  expect(v.safeParse(SnapshotSchema, snapshot).success).toBe(true);
  expect(snapshot.calls[0]?.name).toMatch(/^(?:\u{1F600})+…$/u);
});

it('tells main of a call in its few words', () => {
  expect(toSnapshot(state([call({ kind: 'ringing' })])).calls[0]).toMatchObject({
    state: 'ringing',
    answerAfter: 3,
    missed: false,
  });
  expect(toSnapshot(state([call({ kind: 'answering' })])).calls[0]?.state).toBe('connecting');
  expect(toSnapshot(state([call({ kind: 'ended', reason: { kind: 'missed' }, at: 0 })])).calls[0]).toMatchObject({
    state: 'ended',
    missed: true,
  });
  expect(
    toSnapshot(state([call({ kind: 'ended', reason: { kind: 'answered-elsewhere' }, at: 0 })])).calls[0]?.missed,
  ).toBe(false);
});
