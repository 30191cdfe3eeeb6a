import { expect, it } from 'vitest';
import { sampleCall } from '../phone/fakes/sample-call';
import type { Call, PhoneListener, PhoneState } from '../phone/phone-api';
import { HoldTimes } from './hold-times';

it('knows since when a call waits, until it is taken back', () => {
  let now = 1000;
  let listener: PhoneListener = () => {};
  const times = new HoldTimes(
    {
      subscribe: (given) => {
        listener = given;
        return () => {};
      },
    },
    () => now,
  );
  const tell = (local: boolean): void => {
    if (sampleCall.state.kind !== 'active') return;
    const call: Call = { ...sampleCall, state: { ...sampleCall.state, hold: { local, remote: false } } };
    const state = { calls: [call] } as unknown as PhoneState;
    listener(state, state);
  };
  tell(false);
  expect(times.of('c')).toBeNull();
  tell(true);
  now = 5000;
  tell(true);
  expect(times.of('c')).toBe(1000);
  tell(false);
  tell(true);
  expect(times.of('c')).toBe(5000);
  expect(times.of('other')).toBeNull();
});
