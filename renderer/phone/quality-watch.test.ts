import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import type { MediaStats } from './ports';

const well: MediaStats = {
  codec: 'opus',
  packetsSent: 0,
  packetsReceived: 0,
  packetsLost: 0,
  jitter: 2.4,
  roundTrip: 20.4,
  levelIn: 0.05,
  levelOut: 0.05,
  levelMicrophone: 0.001,
  remoteLoss: null,
  firstSentAt: 1,
  firstReceivedAt: 1,
};

async function onCall() {
  const fakes = phoneOnFakes();
  const { phone, sip, clock } = fakes;
  phone.signIn(fakeAccount, 'x');
  const timers = clock.pending;
  const id = sip.line.ring();
  phone.answer(id, 'by-hand');
  // It is loaded with the first call.
  await import('./quality-watch');
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  const call = () => phone.state.calls.find((one) => one.id === id);
  /** Lets seconds pass in which so many packets come and are lost. */
  const pass = async (seconds: number, received = 50, lost = 0, change: Partial<MediaStats> = {}) => {
    for (let second = 0; second < seconds; second++) {
      const before = sip.line.measured ?? well;
      sip.line.measured = {
        ...well,
        ...change,
        packetsReceived: before.packetsReceived + received,
        packetsLost: before.packetsLost + lost,
      };
      clock.advance(1_000);
      // Its way through the promises of the measuring.
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  };
  return { ...fakes, id, call, pass, timers };
}

describe('the quality of a call', () => {
  it('is measured every second, and told when it changes', async () => {
    const { phone, call, pass } = await onCall();
    expect(call()?.quality).toBeNull();
    await pass(1);
    expect(call()?.quality).toEqual({
      mos: 4.4,
      loss: 0,
      jitter: 2,
      roundTrip: 20,
      codec: 'opus',
      warnings: [],
    });
    let told = 0;
    phone.subscribe((state, before) => (told += state.calls[0] === before.calls[0] ? 0 : 1));
    await pass(10);
    expect(told).toBe(0);
    await pass(1, 40, 10);
    expect(told).toBe(1);
  });

  it('tells loss over the last seconds', async () => {
    const { call, pass } = await onCall();
    await pass(5);
    await pass(1, 25, 25);
    expect(call()?.quality?.loss).toBe(0.1);
    await pass(5);
    expect(call()?.quality?.loss).toBe(0);
    await pass(1, 52, -2);
    expect(call()?.quality?.loss).toBe(0);
  });

  it('warns, and takes it back', async () => {
    const { phone, id, call, pass } = await onCall();
    await pass(3);
    await pass(3, 0);
    expect(call()?.quality).toMatchObject({ mos: null, warnings: ['nothing-received'] });
    await pass(1);
    expect(call()?.quality).toMatchObject({ mos: 4.4, warnings: [] });
    phone.setMuted(id, true);
    await pass(1, 50, 0, { levelMicrophone: 0.2 });
    expect(call()?.quality?.warnings).toEqual(['speaking-muted']);
  });

  it('is not rated on hold', async () => {
    const { phone, id, call, pass } = await onCall();
    phone.setHold(id, true);
    await pass(10, 0, 0, { levelMicrophone: 0.2 });
    expect(call()?.quality).toMatchObject({ mos: null, warnings: [] });
  });

  it('is kept with the call: the mean of it', async () => {
    const { phone, id, pass, clock, timers } = await onCall();
    await pass(5, 50, 0);
    await pass(5, 10, 40);
    phone.hangUp(id);
    expect(phone.state.history[0]).toMatchObject({ lineId: 'account-1' });
    const mos = phone.state.history[0]?.mos ?? 0;
    expect(mos).toBeGreaterThan(2);
    expect(mos).toBeLessThan(4);
    clock.advance(4_000);
    expect(clock.pending).toBe(timers);
  });

  it('is nothing without figures', async () => {
    const { phone, id, sip, call, clock } = await onCall();
    sip.line.measured = null;
    clock.advance(3_000);
    await Promise.resolve();
    expect(call()?.quality).toBeNull();
    phone.hangUp(id);
    expect(phone.state.history[0]).not.toHaveProperty('mos');
  });
});
