import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from '../fakes/fake-phone';
import type { HeadsetPort, HeadsetSignal, Lamps } from '../headset';
import type { CallId } from '../ports';
import { connectHeadset } from './headset';

function setUp() {
  const fakes = phoneOnFakes();
  fakes.phone.signIn(fakeAccount, 'x');
  let lamps: Lamps | null = null;
  let listener: (signal: HeadsetSignal) => boolean = () => false;
  const port: HeadsetPort = {
    show: (next) => {
      lamps = next;
    },
    onSignal: (told) => {
      listener = told;
      return () => {};
    },
  };
  const stop = connectHeadset(fakes.phone, port);
  const dial = (number = '600'): CallId => {
    const result = fakes.phone.dial(number);
    if (!result.ok) throw new Error(result.problem);
    return result.id;
  };
  return {
    ...fakes,
    dial,
    stop,
    /** An answered call. */
    talk: (): CallId => {
      const id = fakes.sip.line.ring();
      fakes.phone.answer(id, 'by-hand');
      return id;
    },
    press: (signal: HeadsetSignal | 'hook-pressed' | 'mute-pressed' | 'flash' | 'hold' | 'drop' | 'redial'): boolean =>
      listener(typeof signal === 'string' ? { kind: signal } : signal),
    lamps: (): string[] =>
      Object.entries(lamps ?? {})
        .filter(([, on]) => on)
        .map(([name]) => name),
    state: (id: CallId) => fakes.phone.state.calls.find((call) => call.id === id)?.state.kind,
    held: (id: CallId) => {
      const call = fakes.phone.state.calls.find((each) => each.id === id);
      return call?.state.kind === 'active' && call.state.hold.local;
    },
    muted: (id: CallId) => fakes.phone.state.calls.find((call) => call.id === id)?.muted,
  };
}

const lift: HeadsetSignal = { kind: 'hook', off: true };
const hangUp: HeadsetSignal = { kind: 'hook', off: false };

describe('the lamps', () => {
  it('follow a call from its first ring to its end', () => {
    const { phone, sip, lamps } = setUp();
    expect(lamps()).toEqual([]);
    const id = sip.line.ring();
    expect(lamps()).toEqual(['ring']);
    phone.answer(id, 'by-hand');
    expect(lamps()).toEqual(['offHook', 'microphone']);
    phone.setMuted(id, true);
    expect(lamps()).toEqual(['offHook', 'mute']);
    phone.setHold(id, true);
    expect(lamps()).toEqual(['mute', 'hold']);
    phone.setHold(id, false);
    phone.setMuted(id, false);
    expect(lamps()).toEqual(['offHook', 'microphone']);
    phone.hangUp(id);
    expect(lamps()).toEqual([]);
  });

  it('ring beside another call, and not when nobody is to be disturbed', () => {
    const { phone, sip, talk, lamps } = setUp();
    talk();
    sip.line.ring();
    expect(lamps()).toEqual(['offHook', 'ring', 'microphone']);
    phone.setDoNotDisturb({ until: null });
    expect(lamps()).toEqual(['offHook', 'microphone']);
  });

  it('are left alone once it is over', () => {
    const { sip, stop, lamps } = setUp();
    stop();
    sip.line.ring();
    expect(lamps()).toEqual([]);
  });
});

describe.each([
  ['a hook switch', lift, hangUp],
  ['a hook button', 'hook-pressed', 'hook-pressed'],
] as const)('%s', (_name, off, on) => {
  it('answers and hangs up', () => {
    const { sip, press, state } = setUp();
    const id = sip.line.ring();
    expect(press(off)).toBe(true);
    expect(state(id)).toBe('active');
    expect(press(on)).toBe(true);
    expect(state(id)).not.toBe('active');
  });

  it('takes back a call of ours that is not answered', () => {
    const { dial, press, state } = setUp();
    const id = dial('602');
    expect(press(on)).toBe(true);
    expect(state(id)).not.toBe('remote-ringing');
    expect(state(id)).not.toBe('active');
  });

  it('ends the call that is talked on; the one that rings then waits for the next press', () => {
    const { sip, talk, press, state } = setUp();
    const first = talk();
    const second = sip.line.ring();
    press(on);
    expect(state(first)).not.toBe('active');
    expect(state(second)).toBe('ringing');
    press(off);
    expect(state(second)).toBe('active');
  });

  it('takes a call back from hold', () => {
    const { phone, talk, press, held } = setUp();
    const id = talk();
    phone.setHold(id, true);
    press(off);
    expect(held(id)).toBe(false);
  });

  it('does nothing without a call', () => {
    const { phone, press } = setUp();
    expect(press(off)).toBe(false);
    expect(press(on)).toBe(false);
    expect(phone.state.calls).toEqual([]);
  });
});

it('a receiver that is put down never ends a call on hold', () => {
  const { phone, talk, press, held } = setUp();
  const id = talk();
  phone.setHold(id, true);
  expect(press(hangUp)).toBe(false);
  expect(held(id)).toBe(true);
});

it('a receiver that is lifted beside a call that is talked on answers no other', () => {
  const { sip, talk, press, state } = setUp();
  talk();
  const second = sip.line.ring();
  expect(press(lift)).toBe(true);
  expect(state(second)).toBe('ringing');
});

describe('the mute button', () => {
  it('mutes and back, whether it has a position or only tells of a press', () => {
    const { talk, press, muted } = setUp();
    const id = talk();
    press('mute-pressed');
    expect(muted(id)).toBe(true);
    press({ kind: 'mute', on: true });
    expect(muted(id)).toBe(true);
    press({ kind: 'mute', on: false });
    expect(muted(id)).toBe(false);
  });

  it('means the call that is talked on', () => {
    const { phone, sip, talk, press, muted } = setUp();
    const first = talk();
    const second = sip.line.ring();
    phone.answer(second, 'by-hand');
    press('mute-pressed');
    expect([muted(first), muted(second)]).toEqual([false, true]);
  });

  it('means nothing without a call', () => {
    const { sip, press } = setUp();
    expect(press('mute-pressed')).toBe(false);
    sip.line.ring();
    expect(press({ kind: 'mute', on: true })).toBe(false);
  });
});

describe('flash', () => {
  it('holds and takes back the only call, as the hold button does', () => {
    const { talk, press, held } = setUp();
    const id = talk();
    for (const button of ['flash', 'hold'] as const) {
      press(button);
      expect(held(id)).toBe(true);
      press(button);
      expect(held(id)).toBe(false);
    }
  });

  it('answers a second call, swaps between both', () => {
    const { sip, talk, press, held, state } = setUp();
    const first = talk();
    const second = sip.line.ring();
    press('flash');
    expect(state(second)).toBe('active');
    expect([held(first), held(second)]).toEqual([true, false]);
    press('flash');
    expect([held(first), held(second)]).toEqual([false, true]);
  });

  it('does not answer the only call, nor hold one that is not up', () => {
    const { sip, press, state } = setUp();
    const id = sip.line.ring();
    expect(press('flash')).toBe(false);
    expect(state(id)).toBe('ringing');
  });
});

describe('drop', () => {
  it('ends the call, refuses one that rings', () => {
    const { sip, talk, press, state } = setUp();
    const first = talk();
    const second = sip.line.ring();
    press('drop');
    expect(state(first)).not.toBe('active');
    expect(state(second)).toBe('ringing');
    press('drop');
    expect(state(second)).not.toBe('ringing');
    expect(press('drop')).toBe(false);
  });
});

describe('redial', () => {
  it('calls again whom was called last, but not beside a call', () => {
    const { phone, dial, talk, press } = setUp();
    expect(press('redial')).toBe(false);
    phone.hangUp(dial('600'));
    phone.hangUp(talk());
    expect(press('redial')).toBe(true);
    const living = () => phone.state.calls.filter(({ state }) => !['ending', 'ended'].includes(state.kind));
    expect(living().map(({ direction, party }) => [direction, party.number])).toEqual([['outgoing', '600']]);
    expect(press('redial')).toBe(false);
    expect(living()).toHaveLength(1);
  });
});

it('a conference ends for all', () => {
  const { phone, sip, talk, press } = setUp();
  talk();
  phone.answer(sip.line.ring(), 'by-hand');
  phone.startConference();
  press(hangUp);
  expect(phone.state.calls.filter(({ state }) => state.kind === 'active')).toEqual([]);
});
