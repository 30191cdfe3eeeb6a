import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from '../fakes/fake-phone';
import { wellScript, type Script } from '../fakes/fake-sip';

function signedIn(script?: Script) {
  const fakes = phoneOnFakes(script);
  fakes.phone.signIn(fakeAccount, 'x');
  const dial = () => {
    const result = fakes.phone.dial('600');
    if (!result.ok) throw new Error(result.problem);
    return result.id;
  };
  return { ...fakes, dial };
}

describe('the ringer', () => {
  it('rings until the call is answered', () => {
    const { phone, sip, ringer } = signedIn();
    const id = sip.line.ring();
    expect(ringer.playing).toBe('ring');
    phone.answer(id, 'by-hand');
    expect(ringer.heard).toEqual(['ring', 'stop']);
  });

  it('rings softly beside another call, and loudly once that is over', () => {
    const { phone, sip, ringer } = signedIn();
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    sip.line.ring();
    expect(ringer.playing).toBe('call-waiting');
    phone.hangUp(first);
    expect(ringer.playing).toBe('ring');
  });

  it('is silent for a caller who gave up, and for one answered elsewhere', () => {
    const { sip, ringer } = signedIn();
    sip.line.sink.call(sip.line.ring(), { kind: 'cancelled', cause: 200 });
    expect(ringer.heard).toEqual(['ring', 'stop']);
  });

  it('falls silent when do-not-disturb is switched on', () => {
    const { phone, sip, ringer } = signedIn();
    sip.line.ring();
    phone.setDoNotDisturb({ until: null });
    expect(ringer.playing).toBeNull();
  });

  it('falls silent for the line on which do-not-disturb is switched on', () => {
    const { phone, sip, ringer } = signedIn();
    sip.line.ring();
    phone.setDoNotDisturb({ until: null }, 'another');
    expect(ringer.playing).toBe('ring');
    phone.setDoNotDisturb({ until: null }, fakeAccount.id);
    expect(ringer.playing).toBeNull();
  });

  it.each([
    ['normal', 'ring'],
    ['external', 'ring'],
    ['internal', 'ring-internal'],
    ['priority', 'ring-priority'],
  ] as const)('rings in the style %s with "%s"', (ring, sound) => {
    const { sip, ringer } = signedIn();
    sip.line.ring({ ring });
    expect(ringer.playing).toBe(sound);
  });

  it('is not heard for a call that is forwarded, nor for one that takes the place of another', () => {
    const { phone, sip, ringer } = signedIn();
    phone.decline(sip.line.ring(), { kind: 'send-on', target: '1003' });
    expect(ringer.heard).toEqual(['ring', 'stop']);
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    ringer.heard = [];
    sip.line.ring({ replaces: first });
    expect(ringer.heard).toEqual([]);
  });

  it('takes the ringing over again when early media ends', () => {
    const { sip, ringer, dial } = signedIn();
    const id = dial();
    sip.line.sink.call(id, { kind: 'early-media' });
    sip.line.sink.call(id, { kind: 'ringing', progress: 'forwarded' });
    expect(ringer.playing).toBeNull();
    sip.line.sink.call(id, { kind: 'early-media-ended' });
    expect(ringer.playing).toBe('ringback');
  });

  it('lets the other side ring while somebody is consulted', () => {
    const { phone, sip, ringer } = signedIn();
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    phone.dial('1003', { consultFor: first });
    expect(ringer.playing).toBe('ringback');
  });

  it('lets the other side ring, until its own sound can be heard', () => {
    const { sip, ringer, dial } = signedIn();
    const id = dial();
    expect(ringer.playing).toBe('ringback');
    sip.line.sink.call(id, { kind: 'early-media' });
    expect(ringer.playing).toBeNull();
  });

  it.each([
    [486, 'busy'],
    [503, 'busy'],
    [404, 'ended'],
    [603, 'ended'],
  ] as const)('tells of %i by "%s", for as long as the result is shown', (status, sound) => {
    const { sip, ringer, dial, clock } = signedIn();
    sip.line.sink.call(dial(), { kind: 'rejected', status, phrase: '' });
    expect(ringer.playing).toBe(sound);
    clock.advance(10_000);
    expect(ringer.playing).toBeNull();
  });

  it('says that the other side hung up, but not that we did', () => {
    const { phone, sip, ringer } = signedIn();
    const first = sip.line.ring();
    phone.answer(first, 'by-hand');
    phone.hangUp(first);
    expect(ringer.playing).toBeNull();
    const second = sip.line.ring();
    phone.answer(second, 'by-hand');
    sip.line.sink.call(second, { kind: 'bye', cause: 0 });
    expect(ringer.playing).toBe('ended');
  });

  it('disturbs no call that goes on with the end of another', () => {
    const { phone, sip, ringer } = signedIn(wellScript);
    phone.answer(sip.line.ring(), 'by-hand');
    const second = sip.line.ring();
    phone.answer(second, 'by-hand');
    ringer.heard = [];
    sip.line.sink.call(second, { kind: 'bye', cause: 0 });
    expect(ringer.heard).toEqual([]);
  });
});
