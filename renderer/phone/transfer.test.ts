import { describe, expect, it } from 'vitest';
import { accountDefaults } from './account';
import type { CallSignal } from './call';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { wellScript, type Script } from './fakes/fake-sip';
import type { CallId } from './ports';

function onCall(script?: Script) {
  const fakes = phoneOnFakes(script);
  const { phone, sip } = fakes;
  phone.signIn(fakeAccount, 'x');
  const first = sip.line.ring();
  phone.answer(first, 'by-hand');
  sip.line.commands = [];
  const tell = (id: CallId, ...signals: CallSignal[]) => {
    for (const signal of signals) sip.line.sink.call(id, signal);
  };
  const call = (id: CallId) => phone.state.calls.find((one) => one.id === id);
  const reasonOf = (number: string) => phone.state.history.find((entry) => entry.party.number === number)?.reason;
  const consult = (answered = true) => {
    const dialled = phone.dial('1003', { consultFor: first });
    if (!dialled.ok) throw new Error(dialled.problem);
    if (answered) tell(dialled.id, { kind: 'established' }, { kind: 'media-flowing' });
    return dialled.id;
  };
  return { ...fakes, first, tell, call, reasonOf, consult };
}

const heldBy = (local: boolean) => ({ state: { kind: 'active', hold: { local } } });

describe('a blind transfer', () => {
  it('holds, asks, tells how far it is, and ends when answered', () => {
    const { phone, sip, first, tell, call, reasonOf } = onCall();
    expect(phone.transfer(first, '10 03')).toEqual({ ok: true });
    expect(sip.line.commands).toEqual([`hold ${first} true`, `refer ${first} blind 1003`]);
    tell(first, { kind: 'transfer', status: 180, final: false });
    expect(call(first)?.state).toMatchObject({ transfer: { kind: 'referring', to: '1003', progress: 180 } });
    tell(first, { kind: 'transfer', status: 200, final: true });
    expect(sip.line.commands.at(-1)).toBe(`bye ${first}`);
    expect(reasonOf('1002')).toEqual({ kind: 'transferred', to: '1003' });
  });

  it('that is refused brings the call back', () => {
    const { phone, sip, first, tell, call } = onCall();
    phone.transfer(first, '1003');
    tell(first, { kind: 'transfer', status: 486, final: true });
    expect(sip.line.commands.at(-1)).toBe(`hold ${first} false`);
    expect(call(first)).toMatchObject(heldBy(false));
    expect(call(first)?.state).toMatchObject({ transfer: { kind: 'failed', to: '1003', status: 486 } });
    phone.transfer(first, '1004');
    expect(call(first)?.state).toMatchObject({ transfer: { kind: 'referring', to: '1004', progress: 0 } });
  });

  it('that is refused while another call is talked on leaves it on hold', () => {
    const { phone, sip, first, tell, call } = onCall();
    phone.transfer(first, '1003');
    const second = sip.line.ring();
    phone.answer(second, 'by-hand');
    tell(first, { kind: 'transfer', status: 603, final: true });
    expect(call(first)).toMatchObject(heldBy(true));
    expect(call(second)).toMatchObject(heldBy(false));
  });

  it('is sent although the hold was never confirmed, and given up when nothing is heard of it', () => {
    const { phone, sip, clock, first, call } = onCall({ ...wellScript, setHold: () => [] });
    phone.transfer(first, '1003');
    phone.transfer(first, '1004');
    expect(sip.line.count('refer')).toBe(0);
    clock.advance(2_000);
    expect(sip.line.count('refer')).toBe(1);
    clock.advance(200_000);
    expect(call(first)?.state).toMatchObject({ transfer: { kind: 'failed', to: '1003', status: 408 } });
    expect(sip.line.commands).toContain(`hold ${first} false`);
  });

  it('needs a number, and a call that is up', () => {
    const { phone, sip, first } = onCall();
    expect(phone.transfer(first, '')).toEqual({ ok: false, problem: 'empty' });
    expect(phone.transfer(first, 'a\nb')).toEqual({ ok: false, problem: 'not-a-number' });
    expect(phone.transfer(sip.line.ring(), '1003')).toEqual({ ok: false, problem: 'no-line' });
    expect(phone.transfer('none', '1003')).toEqual({ ok: false, problem: 'no-line' });
    expect(sip.line.count('refer')).toBe(0);
  });
});

describe('a consultation', () => {
  it('holds the first call, can be swapped with it, and gives it back at its end', () => {
    const { phone, first, call, consult } = onCall();
    const second = consult();
    expect(call(first)).toMatchObject({
      ...heldBy(true),
      state: { kind: 'active', transfer: { kind: 'consulting', with: second } },
    });
    expect(call(second)?.consultFor).toBe(first);
    phone.setHold(first, false);
    expect([call(first), call(second)]).toMatchObject([heldBy(false), heldBy(true)]);
    phone.setHold(second, false);
    expect([call(first), call(second)]).toMatchObject([heldBy(true), heldBy(false)]);
    phone.hangUp(second);
    expect(call(first)?.state).toMatchObject({ hold: { local: false }, transfer: { kind: 'none' } });
  });

  it.each([
    ['hung up by them', true, { kind: 'bye', cause: 0 }],
    ['refused', false, { kind: 'rejected', status: 486, phrase: '' }],
  ] as const)('that is %s gives the first call back', (_what, answered, signal) => {
    const { first, tell, call, consult } = onCall();
    tell(consult(answered), signal);
    expect(call(first)?.state).toMatchObject({ hold: { local: false }, transfer: { kind: 'none' } });
  });

  it('that fails at once gives the first call back', () => {
    const { first, sip, call, consult } = onCall();
    sip.script = { ...wellScript, invite: () => [{ kind: 'no-microphone', problem: 'denied' }] };
    consult(false);
    expect(call(first)?.state).toMatchObject({ hold: { local: false }, transfer: { kind: 'none' } });
  });

  it('is completed with Replaces; both our calls end', () => {
    const { phone, sip, first, tell, reasonOf, consult } = onCall();
    const second = consult();
    sip.line.commands = [];
    phone.completeTransfer(second);
    phone.completeTransfer(second);
    expect(sip.line.commands).toEqual([`refer ${first} attended dialog-${second} at sip:other-${second}@pbx.test`]);
    tell(first, { kind: 'transfer', status: 200, final: true });
    expect(sip.line.commands.slice(1).toSorted()).toEqual([`bye ${first}`, `bye ${second}`].toSorted());
    expect(reasonOf('1002')).toEqual({ kind: 'transferred', to: '1003' });
    expect(reasonOf('1003')).toEqual({ kind: 'transferred', to: '1002' });
    expect(phone.state.calls.filter((one) => one.state.kind !== 'ended')).toEqual([]);
  });

  it('whose dialog was taken over before the NOTIFY came is passed on as well', () => {
    const { phone, sip, first, tell, reasonOf, consult } = onCall();
    const second = consult();
    phone.completeTransfer(second);
    tell(second, { kind: 'bye', cause: 0 });
    expect(reasonOf('1003')).toEqual({ kind: 'transferred', to: '1002' });
    expect(sip.line.count('hold')).toBe(1);
    tell(first, { kind: 'transfer', status: 200, final: true });
    expect(reasonOf('1002')).toEqual({ kind: 'transferred', to: '1003' });
  });

  it('is completed also while it is the one on hold', () => {
    const { phone, sip, first, tell, reasonOf, consult } = onCall();
    const second = consult();
    phone.setHold(first, false);
    sip.line.commands = [];
    phone.completeTransfer(second);
    expect(sip.line.commands[0]).toBe(`hold ${first} true`);
    expect(sip.line.count('refer')).toBe(1);
    tell(first, { kind: 'transfer', status: 200, final: true });
    expect(reasonOf('1003')).toMatchObject({ kind: 'transferred' });
  });

  it('goes on when the switch refuses to connect; it can be tried again', () => {
    const { phone, sip, first, tell, call, consult } = onCall();
    const second = consult();
    phone.completeTransfer(second);
    tell(first, { kind: 'transfer', status: 503, final: true });
    expect(call(first)?.state).toMatchObject({ hold: { local: true }, transfer: { kind: 'failed', status: 503 } });
    expect(call(second)).toMatchObject(heldBy(false));
    phone.completeTransfer(second);
    expect(sip.line.count('refer')).toBe(2);
    tell(second, { kind: 'bye', cause: 0 });
    tell(first, { kind: 'transfer', status: 500, final: true });
    expect(call(first)).toMatchObject(heldBy(false));
  });

  it('that still rings is given up for a blind transfer', () => {
    const { phone, sip, first, tell, call, reasonOf, consult } = onCall();
    const second = consult(false);
    sip.line.commands = [];
    phone.completeTransfer(second);
    expect(sip.line.commands).toEqual([`refer ${first} blind 1003`, `cancel ${second}`]);
    expect(call(first)).toMatchObject(heldBy(true));
    tell(first, { kind: 'transfer', status: 200, final: true });
    expect(reasonOf('1002')).toEqual({ kind: 'transferred', to: '1003' });
    expect(reasonOf('1003')).toEqual({ kind: 'cancelled' });
  });

  it('is an ordinary call once the first one has given up', () => {
    const { phone, sip, first, tell, call, consult } = onCall();
    const second = consult();
    tell(first, { kind: 'bye', cause: 0 });
    expect(call(second)).toMatchObject({ ...heldBy(false), consultFor: null });
    phone.completeTransfer(second);
    expect(sip.line.count('refer')).toBe(0);
  });

  it('comes back from hold when the first one, who was talked to, gives up', () => {
    const { phone, first, tell, call, consult } = onCall();
    const second = consult();
    phone.setHold(first, false);
    tell(first, { kind: 'bye', cause: 0 });
    expect(call(second)).toMatchObject(heldBy(false));
  });

  it('goes out on the line of the call that it is for', () => {
    const { phone, sip, first } = onCall();
    phone.signIn({ ...accountDefaults, ...fakeAccount, id: 'account-2', user: '2001' }, 'x');
    phone.choose('account-2');
    const dialled = phone.dial('1003', { consultFor: first });
    expect(sip.lines[0]?.count('invite')).toBe(1);
    expect(phone.state.calls.find((one) => dialled.ok && one.id === dialled.id)?.line).toBe('account-1');
  });
});

describe('a call that takes the place of another', () => {
  it('is answered at once, although the phone is busy, and as muted as the other was', () => {
    const { phone, sip, ringer, first, call, reasonOf } = onCall();
    phone.setMuted(first, true);
    phone.setSettings({ callLimit: 1, interruptionLimit: 0, historyDays: 0 });
    phone.setDoNotDisturb({ until: null });
    sip.line.commands = [];
    const from = { name: 'Carol', number: '1003', uri: 'sip:1003@pbx.test' };
    const second = sip.line.ring({ replaces: first, from });
    expect(sip.line.commands).toEqual([`accept ${second}`, `bye ${first}`, `mute ${second} true`]);
    expect(call(second)).toMatchObject({ ...heldBy(false), muted: true, party: from });
    expect(reasonOf('1002')).toEqual({ kind: 'transferred', to: '' });
    expect(ringer.heard.filter((sound) => sound === 'ring')).toHaveLength(1);
  });

  it('stays on hold where the other was, and leaves alone who is talked to', () => {
    const { phone, sip, first, call } = onCall();
    const talking = sip.line.ring();
    phone.answer(talking, 'by-hand');
    const second = sip.line.ring({ replaces: first });
    expect(call(second)).toMatchObject(heldBy(true));
    expect(call(talking)).toMatchObject(heldBy(false));
  });

  it('takes over what was being consulted about, on both sides', () => {
    const { phone, sip, first, call, consult } = onCall();
    const consultation = consult();
    const asked = sip.line.ring({ replaces: consultation });
    expect(call(asked)).toMatchObject({ ...heldBy(false), consultFor: first });
    expect(call(first)?.state).toMatchObject({
      hold: { local: true },
      transfer: { kind: 'consulting', with: asked },
    });
    const customer = sip.line.ring({ replaces: first });
    expect(call(asked)?.consultFor).toBe(customer);
    expect(call(customer)?.state).toMatchObject({
      hold: { local: true },
      transfer: { kind: 'consulting', with: asked },
    });
    phone.completeTransfer(asked);
    expect(sip.line.count('refer')).toBe(1);
  });

  it('is answered instead of a call of ours that still rings there: a colleague picked it up', () => {
    const { phone, sip } = phoneOnFakes();
    phone.signIn(fakeAccount, 'x');
    const dialled = phone.dial('1003');
    if (!dialled.ok) throw new Error(dialled.problem);
    sip.line.commands = [];
    const from = { name: 'Carol', number: '1004', uri: 'sip:1004@pbx.test' };
    const second = sip.line.ring({ replaces: dialled.id, from });
    expect(sip.line.commands).toEqual([`accept ${second}`, `cancel ${dialled.id}`]);
    expect(phone.state.calls.find(({ id }) => id === second)).toMatchObject(heldBy(false));
    expect(phone.state.history[0]?.reason).toEqual({ kind: 'transferred', to: '' });
  });

  it('is what is consulted with from then on, where the consultation still rang', () => {
    const { sip, first, call, consult } = onCall();
    const consultation = consult(false);
    const asked = sip.line.ring({ replaces: consultation });
    expect(call(asked)).toMatchObject({ ...heldBy(false), consultFor: first });
    expect(call(first)?.state).toMatchObject({ hold: { local: true }, transfer: { kind: 'consulting', with: asked } });
  });

  it('rings like any other when there is no such call', () => {
    const { sip, first, tell, call } = onCall();
    tell(first, { kind: 'bye', cause: 0 });
    expect(call(sip.line.ring({ replaces: first }))?.state.kind).toBe('ringing');
    expect(call(sip.line.ring({ replaces: 'none' }))?.state.kind).toBe('ringing');
  });

  it('cannot reach into another line', () => {
    const { phone, sip, first, call } = onCall();
    phone.signIn({ ...fakeAccount, id: 'account-2' }, 'x');
    expect(call(sip.lines[1]!.ring({ callId: 'other', replaces: first }))?.state.kind).toBe('ringing');
    expect(call(first)).toMatchObject(heldBy(false));
  });
});

describe('a REFER from the other side', () => {
  const referred = (change: Partial<Extract<CallSignal, { kind: 'referred' }>> = {}): CallSignal => ({
    kind: 'referred',
    target: 'sip:1003@pbx.test',
    attended: false,
    referredBy: 'sip:1002@pbx.test',
    replaces: null,
    ...change,
  });
  const replaces = { callId: 'd', localTag: 'a', remoteTag: 'b', remoteUri: 'sip:1003@pbx.test', early: false };
  const invited = (sip: ReturnType<typeof onCall>['sip']) =>
    sip.line.commands.find((command) => command.startsWith('invite'));

  it('is asked about, and done when the user agrees', () => {
    const { phone, sip, first, tell, call, reasonOf } = onCall();
    tell(first, referred());
    expect(call(first)?.referral).toEqual({ target: '1003@pbx.test', attended: false, by: 'sip:1002@pbx.test' });
    expect(invited(sip)).toBeUndefined();
    phone.acceptReferral(first);
    phone.acceptReferral(first);
    const made = phone.state.calls.at(-1)!.id;
    expect(sip.line.commands).toEqual([
      `hold ${first} true`,
      `accept-referral ${first} ${made}`,
      `invite ${made} sip:1003@pbx.test`,
    ]);
    expect(sip.line.options.get(made)).toEqual({ referredBy: 'sip:1002@pbx.test' });
    expect(call(first)?.referral).toBeNull();
    tell(made, { kind: 'established' });
    tell(first, { kind: 'bye', cause: 0 });
    expect(reasonOf('1002')).toEqual({ kind: 'transferred', to: '' });
    expect(call(made)).toMatchObject(heldBy(false));
  });

  it('gives the caller back when the new call fails', () => {
    const { phone, first, tell, call } = onCall();
    tell(first, referred());
    phone.acceptReferral(first);
    tell(phone.state.calls.at(-1)!.id, { kind: 'rejected', status: 486, phrase: '' });
    expect(call(first)).toMatchObject(heldBy(false));
  });

  it('is refused when the user does not want it', () => {
    const { phone, sip, first, tell, call } = onCall();
    tell(first, referred());
    phone.refuseReferral(first);
    phone.refuseReferral(first);
    phone.acceptReferral(first);
    expect(sip.line.commands).toEqual([`refuse-referral ${first}`]);
    expect(call(first)?.referral).toBeNull();
  });

  it('that they no longer wait for leaves no question, and nothing to agree to', () => {
    const { phone, sip, first, tell, call } = onCall();
    tell(first, referred());
    tell(first, { kind: 'referral-over' });
    expect(call(first)?.referral).toBeNull();
    phone.acceptReferral(first);
    phone.refuseReferral(first);
    expect(sip.line.commands).toEqual([]);
  });

  it('with Replaces on our own domain is done without asking, where the switch is trusted', () => {
    const { phone, sip, first, tell } = onCall();
    tell(first, referred({ attended: true, replaces }));
    const made = phone.state.calls.at(-1)!.id;
    expect(invited(sip)).toBe(`invite ${made} sip:1003@pbx.test`);
    expect(sip.line.options.get(made)).toMatchObject({ replaces });
  });

  it.each([
    ['elsewhere', { attended: true, replaces, target: 'sip:1003@elsewhere.test' }, true],
    ['to a bare number', { attended: true, replaces, target: 'tel:0900123' }, true],
    ['without a dialog', { attended: true, replaces: null }, true],
    ['blind', { attended: false, replaces }, true],
    ['from a switch that is not trusted', { attended: true, replaces }, false],
  ])('%s is asked about', (_what, change, trustIdentity) => {
    const { phone, sip, first, tell, call } = onCall();
    phone.changeAccount({ ...fakeAccount, trustIdentity });
    tell(first, referred(change));
    expect(invited(sip)).toBeUndefined();
    expect(call(first)?.referral).not.toBeNull();
  });

  it.each(['', 'sip:pbx.test', 'http://x/', 'sip:1003@pbx.test\r\nVia: x', 'sip:\u202e1003@pbx.test'])(
    'to %j is refused',
    (target) => {
      const { sip, first, tell, call } = onCall();
      tell(first, referred({ target }));
      expect(sip.line.commands).toEqual([`refuse-referral ${first}`]);
      expect(call(first)?.referral).toBeNull();
    },
  );

  it('is refused in a call that is not up', () => {
    const { sip, tell } = onCall();
    const ringing = sip.line.ring();
    tell(ringing, referred());
    tell('none', referred());
    expect(sip.line.commands).toEqual([`refuse-referral ${ringing}`, 'refuse-referral none']);
  });
});

describe('a call that is redirected', () => {
  it('goes on by itself inside the own domain, and asks outside of it', () => {
    const { phone, sip, call } = onCall();
    const dialled = phone.dial('600');
    const id = dialled.ok ? dialled.id : '';
    sip.line.sink.call(id, { kind: 'redirected', targets: ['sip:601@pbx.test'] });
    expect(sip.line.commands.at(-1)).toBe(`invite ${id} sip:601@pbx.test`);
    expect(call(id)?.state.kind).toBe('remote-ringing');
    sip.line.sink.call(id, { kind: 'redirected', targets: ['sip:900@elsewhere.test'] });
    expect(call(id)?.state).toEqual({ kind: 'redirected', target: 'sip:900@elsewhere.test' });
    phone.followRedirect(id);
    phone.followRedirect(id);
    expect(sip.line.commands.at(-1)).toBe(`invite ${id} sip:900@elsewhere.test`);
    sip.line.sink.call(id, { kind: 'redirected', targets: ['sip:600@pbx.test'] });
    expect(call(id)?.state).toMatchObject({ kind: 'ended', reason: { kind: 'failed', status: 482 } });
    expect(sip.line.commands.at(-1)).toBe(`cancel ${id}`);
  });

  it('can be refused', () => {
    const { phone, sip, call } = onCall();
    const dialled = phone.dial('600');
    const id = dialled.ok ? dialled.id : '';
    sip.line.sink.call(id, { kind: 'redirected', targets: ['sip:900@elsewhere.test'] });
    phone.hangUp(id);
    expect(call(id)?.state).toMatchObject({ kind: 'ended', reason: { kind: 'cancelled' } });
    expect(sip.line.count('invite')).toBe(1);
  });
});
