import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';

describe('a call out', () => {
  it('is dialled, answered, hung up and kept', () => {
    const { phone, sip, clock } = phoneOnFakes();
    phone.signIn(fakeAccount, 'secret');
    expect(phone.state.line.kind).toBe('ready');
    const dialled = phone.dial('600');
    if (!dialled.ok) throw new Error(dialled.problem);
    sip.line.sink.call(dialled.id, { kind: 'established' });
    clock.advance(5_000);
    phone.hangUp(dialled.id);
    expect(phone.state.calls[0]?.state).toMatchObject({ kind: 'ended', reason: { kind: 'hung-up', by: 'us' } });
    expect(phone.state.history).toHaveLength(1);
    clock.advance(4_000);
    expect(phone.state.calls).toEqual([]);
  });
});
