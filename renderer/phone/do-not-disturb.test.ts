import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';

const other = { ...fakeAccount, id: 'account-2', user: '2001' };
const minutes = (count: number) => count * 60_000;

function quiet() {
  const fakes = phoneOnFakes();
  fakes.phone.signIn(fakeAccount, 'x');
  fakes.phone.signIn(other, 'x');
  const [first, second] = fakes.sip.lines;
  if (!first || !second) throw new Error('no lines');
  return { ...fakes, first, second };
}

describe('do not disturb', () => {
  it('of one line leaves the other ringing', () => {
    const { phone, first, second } = quiet();
    phone.setDoNotDisturb({ until: null }, fakeAccount.id);
    expect(phone.state.lines.map((line) => line.doNotDisturb)).toEqual([{ until: null }, null]);
    expect(phone.state.doNotDisturb).toBeNull();
    first.ring({ callId: 'one' });
    second.ring({ callId: 'two' });
    expect(first.commands.at(-1)).toBe('reject one 486');
    expect(phone.state.calls.map((call) => call.id)).toEqual(['two']);
  });

  it('of all lines is of every line, also of one signed in later', () => {
    const { phone, sip } = quiet();
    phone.setDoNotDisturb({ until: null });
    phone.signIn({ ...fakeAccount, id: 'account-3' }, 'x');
    sip.line.ring();
    expect(phone.state.calls).toEqual([]);
    phone.setDoNotDisturb(null);
    sip.line.ring();
    expect(phone.state.calls).toHaveLength(1);
  });

  it('ends by the clock, and says so', () => {
    const { phone, clock } = quiet();
    phone.setDoNotDisturb({ until: clock.now() + minutes(30) });
    phone.setDoNotDisturb({ until: clock.now() + minutes(60) }, other.id);
    const heard: boolean[] = [];
    phone.subscribe((state) => heard.push(state.doNotDisturb !== null));
    clock.advance(minutes(30) - 1);
    expect(phone.state.doNotDisturb).not.toBeNull();
    clock.advance(1);
    expect(phone.state.doNotDisturb).toBeNull();
    expect(heard.at(-1)).toBe(false);
    expect(phone.state.lines[1]?.doNotDisturb).not.toBeNull();
    clock.advance(minutes(30));
    expect(phone.state.lines[1]?.doNotDisturb).toBeNull();
  });

  it('a shorter one takes the place of a longer', () => {
    const { phone, clock } = quiet();
    phone.setDoNotDisturb({ until: clock.now() + minutes(60) });
    clock.advance(1_000);
    phone.setDoNotDisturb({ until: clock.now() + 5_000 });
    clock.advance(5_000);
    expect(phone.state.doNotDisturb).toBeNull();
  });

  it('that ended while the computer slept is over as soon as anything happens', () => {
    const { phone, clock, first } = quiet();
    phone.setDoNotDisturb({ until: clock.now() + minutes(30) });
    clock.jump(minutes(31));
    first.ring({ callId: 'after' });
    expect(phone.state).toMatchObject({ doNotDisturb: null, calls: [{ id: 'after' }] });
    phone.setDoNotDisturb({ until: clock.now() + minutes(30) });
    clock.jump(minutes(31));
    phone.woke();
    expect(phone.state.doNotDisturb).toBeNull();
  });

  it('noticed within half a minute although nothing happens', () => {
    const { phone, clock } = phoneOnFakes();
    phone.setDoNotDisturb({ until: clock.now() + minutes(600) });
    clock.jump(minutes(601));
    clock.advance(30_000);
    expect(phone.state.doNotDisturb).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it('lasts until its hour although the clock was set back', () => {
    const { phone, clock } = quiet();
    phone.setDoNotDisturb({ until: clock.now() + minutes(30) });
    clock.jump(-minutes(60));
    clock.advance(minutes(89));
    expect(phone.state.doNotDisturb).not.toBeNull();
    clock.advance(minutes(1));
    expect(phone.state.doNotDisturb).toBeNull();
  });

  it('one that is over already is none, and closing leaves no timer', async () => {
    const { phone, clock } = phoneOnFakes();
    phone.setDoNotDisturb({ until: clock.now() - 1 });
    expect(phone.state.doNotDisturb).toBeNull();
    phone.setDoNotDisturb({ until: clock.now() + minutes(1) });
    await phone.close();
    expect(clock.pending).toBe(0);
  });
});
