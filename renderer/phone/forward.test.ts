import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { fakeInvite } from './fakes/fake-sip';
import { forwardTarget } from './forward';

const forwarding = { always: '', busy: '', noAnswer: '', noAnswerSeconds: 20 };

function signedIn(change: Partial<typeof forwarding>) {
  const fakes = phoneOnFakes();
  fakes.phone.signIn({ ...fakeAccount, forwarding: { ...forwarding, ...change } }, 'x');
  return fakes;
}

describe('forwarding', () => {
  it('always sends on at once, without a ring, and is kept in the history', () => {
    const { phone, sip, ringer } = signedIn({ always: ' 10-03 ' });
    sip.line.ring();
    expect(sip.line.commands.at(-1)).toBe('redirect in-1 1003');
    expect(ringer.heard).toEqual([]);
    expect(phone.state.history[0]).toMatchObject({ reason: { kind: 'forwarded', to: '1003' }, answeredAt: null });
    expect(phone.state.missed).toBe(0);
  });

  it('when busy, which do-not-disturb is too', () => {
    const { phone, sip } = signedIn({ busy: 'sip:bob@elsewhere.test' });
    sip.line.ring();
    expect(sip.line.count('redirect')).toBe(0);
    phone.setSettings({ callLimit: 1, interruptionLimit: 0, historyDays: 0 });
    sip.line.ring();
    expect(sip.line.commands.at(-1)).toBe('redirect in-2 sip:bob@elsewhere.test');
    phone.hangUp('in-1');
    phone.setDoNotDisturb({ until: null }, fakeAccount.id);
    sip.line.ring();
    expect(sip.line.commands.at(-1)).toBe('redirect in-3 sip:bob@elsewhere.test');
    expect(phone.state.calls.filter((call) => call.state.kind !== 'ended')).toEqual([]);
  });

  it('after so many seconds without an answer', () => {
    const { phone, sip, clock } = signedIn({ noAnswer: '1003', noAnswerSeconds: 15 });
    sip.line.ring();
    clock.advance(14_999);
    expect(phone.state.calls[0]?.state.kind).toBe('ringing');
    clock.advance(1);
    expect(sip.line.commands).toContain('redirect in-1 1003');
    expect(phone.state.calls[0]?.state).toMatchObject({ kind: 'ended', reason: { kind: 'forwarded', to: '1003' } });
  });

  it('is off once the call is answered or gone, and once the user has switched it off', () => {
    const { phone, sip, clock } = signedIn({ noAnswer: '1003' });
    phone.answer(sip.line.ring(), 'by-hand');
    clock.advance(30_000);
    sip.line.sink.call(sip.line.ring(), { kind: 'cancelled', cause: 0 });
    clock.advance(30_000);
    sip.line.ring();
    phone.changeAccount({ ...fakeAccount, forwarding });
    clock.advance(30_000);
    expect(sip.line.count('redirect')).toBe(0);
  });

  it('a second call that nobody answers goes on, the first is not touched', () => {
    const { phone, sip, clock } = signedIn({ noAnswer: '1003' });
    phone.answer(sip.line.ring(), 'by-hand');
    sip.line.ring();
    clock.advance(20_000);
    expect(sip.line.commands).toContain('redirect in-2 1003');
    expect(phone.state.calls[0]?.state.kind).toBe('active');
  });

  it.each([
    ['to itself', '1001', {}],
    ['to its own address', 'sip:1001@PBX.test:5061', {}],
    ['to the caller', '1002', {}],
    ['to whom it comes from', 'sip:1005@pbx.test', { via: { name: '', number: '1005', uri: 'sip:1005@pbx.test' } }],
    ['to the number that was called', '0800 1', { called: '08001' }],
    ['to nothing', '', {}],
    ['to what is no number', 'a b', {}],
  ])('never %s', (_what, always, invite) => {
    const account = { ...fakeAccount, forwarding: { ...forwarding, always } };
    expect(forwardTarget(account, 'always', { ...fakeInvite, ...invite })).toBeNull();
  });

  it('goes to a stranger of the same name', () => {
    const account = { ...fakeAccount, forwarding: { ...forwarding, always: 'sip:1001@elsewhere.test' } };
    expect(forwardTarget(account, 'always', fakeInvite)).toEqual({
      target: 'sip:1001@elsewhere.test',
      shown: '1001@elsewhere.test',
    });
  });
});
