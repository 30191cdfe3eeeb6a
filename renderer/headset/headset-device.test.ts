import { describe, expect, it } from 'vitest';
import { FakeClock } from '../phone/fakes/fake-clock';
import { FakeLog } from '../phone/fakes/fake-ports';
import type { HeadsetSignal, Lamps } from '../phone/headset';
import { HeadsetDevice } from './headset-device';
import { FakeHeadset } from './testing/fake-headset';
import { shapes } from './testing/shapes';

/** A headset and a phone with one call, which does what the buttons say; both as small as can be. */
async function setUp(shape: keyof typeof shapes, firmware?: (fake: FakeHeadset) => FakeHeadset['firmware']) {
  const fake = new FakeHeadset(shapes[shape]);
  if (firmware) fake.firmware = firmware(fake);
  const clock = new FakeClock();
  const log = new FakeLog();
  const heard: HeadsetSignal['kind'][] = [];
  const phone = { talking: false, ringing: false, muted: false };
  const show = (): void => {
    const lamps: Lamps = {
      offHook: phone.talking,
      ring: phone.ringing,
      mute: phone.talking && phone.muted,
      hold: false,
      microphone: phone.talking && !phone.muted,
    };
    device.show(lamps);
  };
  const change = (changes: Partial<typeof phone>): void => {
    Object.assign(phone, changes);
    show();
  };
  const device = await HeadsetDevice.open(fake, {
    clock,
    log,
    onSignal: (signal) => {
      heard.push(signal.kind);
      if (signal.kind === 'mute' || signal.kind === 'mute-pressed') {
        if (!phone.talking) return false;
        change({ muted: signal.kind === 'mute' ? signal.on : !phone.muted });
        return true;
      }
      const lifts = signal.kind === 'hook' ? signal.off : !phone.talking;
      if (lifts && !phone.ringing && !phone.talking) return false;
      if (!lifts && !phone.talking) return false;
      change({ talking: lifts, ringing: false });
      return true;
    },
  });
  /** Until what is under way has arrived. */
  const settle = async (ms = 0): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    clock.advance(ms);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  show();
  await settle(1_000);
  fake.written.length = 0;
  return { fake, device, clock, log, heard, phone, change, settle };
}

/** Firmware that takes its hook and mute over from the lamps and says so: bits of its report by bit of the lamps. */
const follower =
  (bits: Readonly<Record<number, number>>) =>
  (fake: FakeHeadset): FakeHeadset['firmware'] => {
    let now = 0;
    return (reportId, [lamps = 0]) => {
      let next = 0;
      for (const [lamp, button] of Object.entries(bits)) if (lamps & Number(lamp)) next |= button;
      if (next === now) return;
      now = next;
      fake.report(reportId, now);
    };
  };

describe('the hook', () => {
  it('answers and hangs up; the lamps tell it so in one report', async () => {
    const { fake, phone, change, settle } = await setUp('jabra');
    change({ ringing: true });
    await settle();
    fake.report(2, 1, 0);
    await settle();
    expect(phone).toMatchObject({ talking: true, ringing: false });
    fake.report(2, 0, 0);
    await settle();
    expect(phone.talking).toBe(false);
    expect(fake.written).toEqual(['2: 08 00', '2: 21 00', '2: 00 00']);
  });

  it('each lamp in its own report where they are apart', async () => {
    const { fake, change, settle } = await setUp('poly');
    change({ ringing: true });
    change({ ringing: false, talking: true, muted: true });
    await settle();
    expect(fake.written).toEqual(['33: 01', '33: 00', '34: 01', '35: 01']);
  });

  it('that follows its lamp and says so has not been pressed', async () => {
    const { heard, phone, change, settle } = await setUp('yealink', follower({ 1: 1 }));
    change({ talking: true });
    await settle();
    change({ talking: false });
    await settle();
    change({ talking: true });
    await settle(2_000);
    expect(heard).toEqual([]);
    expect(phone.talking).toBe(true);
  });

  it('whose answer to an ended call comes late does not end the next', async () => {
    const { fake, heard, phone, change, settle } = await setUp('jabra');
    change({ talking: true });
    await settle();
    fake.report(2, 1, 0);
    await settle(5_000);
    change({ talking: false });
    change({ talking: true });
    await settle(100);
    fake.report(2, 0, 0);
    fake.report(2, 1, 0);
    expect(heard).toEqual([]);
    expect(phone.talking).toBe(true);
  });

  it('that lets go of the call by itself is told again, once', async () => {
    const { fake, phone, change, settle } = await setUp('jabra');
    change({ talking: true });
    await settle();
    change({ talking: false });
    change({ talking: true });
    fake.report(2, 1, 0);
    fake.report(2, 0, 0);
    await settle();
    expect(phone.talking).toBe(true);
  });

  it('lifted without a call is told that there is none', async () => {
    const { fake, settle } = await setUp('jabra');
    fake.report(2, 1, 0);
    await settle(1_000);
    expect(fake.written).toEqual(['2: 00 00']);
    await settle(5_000);
    expect(fake.written).toHaveLength(1);
  });

  it('button that its lamp presses does not hang up', async () => {
    const { fake, phone, change, settle } = await setUp('plain');
    change({ ringing: true });
    fake.report(0, 1);
    fake.report(0, 0);
    fake.report(0, 1);
    fake.report(0, 0);
    expect(phone.talking).toBe(true);
    await settle(1_000);
    fake.report(0, 1);
    expect(phone.talking).toBe(false);
  });
});

describe('mute is one state', () => {
  it('from the button, and from the window', async () => {
    const { fake, phone, change, settle } = await setUp('jabra');
    change({ talking: true });
    await settle(1_000);
    fake.report(2, 8, 0);
    fake.report(2, 0, 0);
    expect(phone.muted).toBe(true);
    await settle(1_000);
    change({ muted: false });
    await settle();
    expect(fake.written).toEqual(['2: 21 00', '2: 05 00', '2: 21 00']);
  });

  it('of a headset that mutes itself first and tells its position', async () => {
    const { fake, phone, heard, change, settle } = await setUp('epos', follower({ 8: 1, 1: 2 }));
    change({ talking: true });
    await settle(1_000);
    fake.report(5, 3);
    await settle(1_000);
    expect(phone.muted).toBe(true);
    change({ muted: false });
    await settle(1_000);
    expect(heard).toEqual(['mute']);
    expect(phone).toMatchObject({ talking: true, muted: false });
    expect(fake.written.at(-1)).toBe('5: 08');
  });

  it('when button and window cross each other', async () => {
    const { fake, phone, change, settle } = await setUp('epos');
    change({ talking: true });
    await settle(1_000);
    // The window mutes while the headset's own report of the same is on its way.
    change({ muted: true });
    fake.report(5, 3);
    await settle(1_000);
    expect(phone.muted).toBe(true);
    expect(fake.written.at(-1)).toBe('5: 09');
  });

  it('of a button that tells of a press for each lamp: no loop', async () => {
    // Each write of another mute lamp comes back as a press.
    const echoing = (fake: FakeHeadset): FakeHeadset['firmware'] => {
      let lamp = 0;
      return (reportId, [lamps = 0]) => {
        const next = lamps & 2;
        if (next === lamp) return;
        lamp = next;
        fake.report(reportId, 4);
        fake.report(reportId, 0);
      };
    };
    const { fake, phone, heard, change, settle } = await setUp('yealink', echoing);
    change({ talking: true });
    await settle(1_000);
    fake.report(4, 4);
    await settle(10_000);
    expect(phone.muted).toBe(true);
    change({ muted: false });
    await settle(10_000);
    expect(phone.muted).toBe(false);
    expect(heard).toEqual(['mute-pressed']);
    // The lamps of each state, and once more for the press that may have been one.
    expect(fake.written).toEqual(['4: 01', '4: 03', '4: 03', '4: 01', '4: 01']);
  });

  it.each([20, 120, 240])(
    'of a slow headset that undoes two quick presses: it comes to rest (%i ms)',
    async (delay) => {
      const { fake, phone, clock, change, settle } = await setUp('epos');
      let own = 0;
      fake.firmware = (reportId, [lamps = 0]) => {
        const next = ((lamps & 8) >> 3) | ((lamps & 1) << 1);
        clock.after(delay, () => {
          if (next === own) return;
          own = next;
          fake.report(reportId, own);
        });
      };
      const press = (): void => {
        own ^= 2;
        fake.report(5, own);
      };
      change({ talking: true });
      await settle(2_000);
      press();
      await settle(60);
      press();
      for (let step = 0; step < 100; step += 1) await settle(20);
      const { length } = fake.written;
      await settle(5_000);
      expect(fake.written).toHaveLength(length);
      expect(Boolean(own & 2), 'headset and call agree').toBe(phone.muted);
      expect(length).toBeLessThan(8);
    },
  );

  it('pressed without a call: the headset is told that it is not muted', async () => {
    const { fake, settle } = await setUp('epos');
    fake.report(5, 2);
    await settle(1_000);
    expect(fake.written).toEqual(['5: 00']);
  });
});

describe('a fault', () => {
  it('of writing is logged and ends nothing', async () => {
    const { fake, log, phone, change, settle } = await setUp('jabra');
    fake.deaf = 'fails';
    change({ ringing: true });
    await settle();
    expect(log.lines).toEqual(['warn headset: lamps not written: Error: Failed to write the report.']);
    fake.report(2, 1, 0);
    expect(phone.talking).toBe(true);
    fake.deaf = null;
    change({ muted: true });
    await settle();
    expect(fake.written).toEqual(['2: 05 00']);
  });

  it('a write that never ends leaves the buttons working', async () => {
    const { fake, phone, change, settle } = await setUp('jabra');
    fake.deaf = 'hangs';
    change({ ringing: true });
    fake.report(2, 1, 0);
    await settle();
    expect(phone.talking).toBe(true);
  });

  it('of opening is the caller’s', async () => {
    const fake = new FakeHeadset(shapes.jabra);
    fake.trouble = new Error('busy');
    const opening = HeadsetDevice.open(fake, { clock: new FakeClock(), log: new FakeLog(), onSignal: () => true });
    await expect(opening).rejects.toThrow('busy');
  });
});

it('leaves a headset dark and on-hook, and hears nothing of it any more', async () => {
  const { fake, device, heard, change } = await setUp('jabra');
  change({ talking: true });
  await device.close();
  expect(fake.written.at(-1)).toBe('2: 00 00');
  expect(fake.opened).toBe(false);
  fake.report(2, 1, 0);
  expect(heard).toEqual([]);
});
