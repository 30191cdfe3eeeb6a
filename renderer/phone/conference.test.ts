import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import type { Script } from './fakes/fake-sip';
import type { CallId } from './ports';

/** So many calls, the last of which is talked on. */
function withCalls(count: number, script?: Script) {
  const fakes = phoneOnFakes(script);
  const { phone, sip } = fakes;
  phone.signIn(fakeAccount, 'x');
  const ids = Array.from({ length: count }, () => {
    const id = sip.line.ring();
    phone.answer(id, 'by-hand');
    return id;
  });
  sip.line.commands = [];
  const call = (id: CallId | undefined) => phone.state.calls.find((one) => one.id === id);
  const held = () =>
    ids.map((id) => {
      const state = call(id)?.state;
      return state?.kind === 'active' && state.hold.local;
    });
  return { ...fakes, ids, call, held };
}

describe('a conference', () => {
  it('joins the call that is talked on and the one on hold', () => {
    const { phone, sip, conference, ids, call, held } = withCalls(2);
    expect(held()).toEqual([true, false]);
    phone.startConference();
    expect(conference.mixed).toEqual(ids);
    expect(held()).toEqual([false, false]);
    expect(ids.map((id) => call(id)?.conference)).toEqual([{ muted: false }, { muted: false }]);
    expect(sip.line.commands).toEqual(['hold in-1 false']);
  });

  it('needs two calls that are up', () => {
    const { phone, sip, conference, call } = withCalls(1);
    sip.line.ring();
    phone.startConference();
    expect(conference.mixed).toEqual([]);
    expect(call('in-1')?.conference).toBeNull();
  });

  it('takes in one more, and no fifth', () => {
    const { phone, sip, conference, held, ids } = withCalls(2);
    phone.startConference();
    for (const callId of ['in-3', 'in-4']) phone.answer(sip.line.ring({ callId }), 'by-hand');
    expect(held()).toEqual([true, true]);
    phone.startConference();
    expect(conference.mixed).toEqual([...ids, 'in-4']);
    expect(held()).toEqual([false, false]);
    expect(phone.state.calls.map((call) => call.conference !== null)).toEqual([true, true, false, true]);
  });

  it('is held as a whole by another call, and comes back as a whole', () => {
    const { phone, sip, conference, ids, held } = withCalls(2);
    phone.startConference();
    const third = sip.line.ring();
    phone.answer(third, 'by-hand');
    expect(held()).toEqual([true, true]);
    phone.setHold(ids[0]!, false);
    expect(held()).toEqual([false, false]);
    expect(phone.state.calls[2]?.state).toMatchObject({ hold: { local: true } });
    phone.setHold(ids[1]!, true);
    expect(held()).toEqual([true, true]);
    expect(conference.mixed).toEqual(ids);
  });

  it('has one mute, and one for each party', () => {
    const { phone, sip, conference, ids, call } = withCalls(2);
    phone.setMuted(ids[1]!, true);
    phone.startConference();
    expect(ids.map((id) => call(id)?.muted)).toEqual([true, true]);
    phone.setMuted(ids[0]!, false);
    expect(ids.map((id) => call(id)?.muted)).toEqual([false, false]);
    expect(sip.line.commands).toContain('mute in-2 false');
    phone.setPartyMuted(ids[0]!, true);
    phone.setPartyMuted('none', true);
    expect([...conference.muted]).toEqual([ids[0]]);
    expect(call(ids[0])).toMatchObject({ muted: false, conference: { muted: true } });
    phone.setPartyMuted(ids[0]!, false);
    expect([...conference.muted]).toEqual([]);
  });

  it('keeps the hold music of one party from the other', () => {
    const { phone, sip, conference, ids, call } = withCalls(2);
    phone.startConference();
    sip.line.sink.call(ids[0]!, { kind: 'remote-hold', on: true });
    expect([...conference.muted]).toEqual([ids[0]]);
    expect(call(ids[0])?.conference).toEqual({ muted: false });
    phone.setPartyMuted(ids[0]!, true);
    sip.line.sink.call(ids[0]!, { kind: 'remote-hold', on: false });
    expect([...conference.muted]).toEqual([ids[0]]);
    phone.endConference();
    expect([...conference.muted]).toEqual([]);
  });

  it('ends with the last but one, who goes on alone', () => {
    const { phone, conference, ids, call } = withCalls(2);
    phone.startConference();
    phone.hangUp(ids[1]!);
    expect(conference.mixed).toEqual([]);
    expect(call(ids[0])).toMatchObject({ conference: null, state: { kind: 'active', hold: { local: false } } });
  });

  it('of three goes on with two', () => {
    const { phone, sip, conference, ids } = withCalls(3);
    phone.startConference();
    expect(conference.mixed).toEqual(ids);
    sip.line.sink.call(ids[1]!, { kind: 'bye', cause: 0 });
    expect(conference.mixed).toEqual([ids[0], ids[2]]);
    expect(phone.canLeaveConference).toBe(true);
  });

  it('is taken apart: the one joined last goes on', () => {
    const { phone, conference, ids, call, held } = withCalls(2);
    phone.startConference();
    phone.endConference();
    expect(conference.mixed).toEqual([]);
    expect(held()).toEqual([true, false]);
    expect(ids.map((id) => call(id)?.conference)).toEqual([null, null]);
    phone.setMuted(ids[0]!, true);
    expect(call(ids[1])?.muted).toBe(false);
  });

  it('is left: the other two are connected', () => {
    const { phone, sip, conference, ids } = withCalls(2);
    expect(phone.canLeaveConference).toBe(false);
    phone.leaveConference();
    phone.startConference();
    expect(phone.canLeaveConference).toBe(true);
    phone.leaveConference();
    expect(sip.line.commands).toContain(`refer ${ids[0]!} attended dialog-${ids[1]!} at sip:other-${ids[1]!}@pbx.test`);
    expect(phone.canLeaveConference).toBe(false);
    sip.line.sink.call(ids[0]!, { kind: 'transfer', status: 200, final: true });
    expect(conference.mixed).toEqual([]);
    expect(phone.state.history.map((entry) => entry.reason.kind)).toEqual(['transferred', 'transferred']);
  });

  it('goes on when the switch does not connect them', () => {
    const { phone, sip, conference, ids, held } = withCalls(2);
    phone.startConference();
    phone.leaveConference();
    expect(held()).toEqual([true, false]);
    sip.line.sink.call(ids[0]!, { kind: 'transfer', status: 501, final: true });
    expect(held()).toEqual([false, false]);
    expect(conference.mixed).toEqual(ids);
  });

  it('across two switches cannot be left', () => {
    const { phone, sip } = withCalls(1);
    phone.signIn({ ...fakeAccount, id: 'account-2', domain: 'other.test' }, 'x');
    phone.answer(sip.line.ring({ callId: 'far' }), 'by-hand');
    phone.startConference();
    expect(phone.state.calls.every((call) => call.conference)).toBe(true);
    expect(phone.canLeaveConference).toBe(false);
  });

  it('of three parties cannot be left either', () => {
    const { phone } = withCalls(3);
    phone.startConference();
    expect(phone.canLeaveConference).toBe(false);
  });

  it('loses a party that is passed on', () => {
    const { phone, conference, ids, call } = withCalls(2);
    phone.startConference();
    phone.transfer(ids[0]!, '1009');
    expect(conference.mixed).toEqual([]);
    expect(call(ids[1])?.conference).toBeNull();
  });

  it('keeps its place for a call that is replaced by the switch', () => {
    const { phone, sip, conference, ids, call } = withCalls(2);
    phone.startConference();
    phone.setPartyMuted(ids[0]!, true);
    const by = sip.line.ring({ replaces: ids[0]! });
    expect(conference.mixed).toEqual([by, ids[1]]);
    expect([...conference.muted]).toEqual([by]);
    expect(call(by)).toMatchObject({ conference: { muted: true }, state: { kind: 'active', hold: { local: false } } });
    expect(call(ids[1])?.state).toMatchObject({ hold: { local: false } });
  });
});
