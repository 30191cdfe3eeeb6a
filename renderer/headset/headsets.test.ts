import { describe, expect, it } from 'vitest';
import { FakeClock } from '../phone/fakes/fake-clock';
import { FakeLog } from '../phone/fakes/fake-ports';
import type { HeadsetSignal, Lamps } from '../phone/headset';
import { Headsets } from './headsets';
import { FakeHeadset, FakeHid } from './testing/fake-headset';
import { shapes } from './testing/shapes';

const talking: Lamps = { offHook: true, ring: false, mute: false, hold: false, microphone: true };
const muted: Lamps = { ...talking, mute: true, microphone: false };

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

async function setUp(...devices: FakeHeadset[]) {
  const hid = new FakeHid();
  hid.plugged.push(...devices);
  const log = new FakeLog();
  const clock = new FakeClock();
  const headsets = new Headsets({ hid, clock, log });
  const heard: HeadsetSignal['kind'][] = [];
  headsets.onSignal(({ kind }) => {
    heard.push(kind);
    return true;
  });
  await headsets.use(
    devices.map(({ known }) => known),
    true,
  );
  return { hid, log, clock, headsets, heard, states: () => headsets.states.map(({ state }) => state) };
}

describe('headsets', () => {
  it('unplugged in a call and plugged in again, one has its lamps and buttons back', async () => {
    const one = new FakeHeadset(shapes.jabra);
    const { hid, headsets, heard, states } = await setUp(one);
    headsets.show(talking);
    await settle();
    hid.unplug(one);
    expect(states()).toEqual(['absent']);
    headsets.show(muted);
    one.report(2, 8, 0);
    expect(heard).toEqual([]);

    const again = new FakeHeadset(shapes.jabra);
    hid.plug(again);
    await settle();
    expect(states()).toEqual(['ready']);
    expect(again.written).toEqual(['2: 05 00']);
    again.report(2, 8, 0);
    expect(heard).toEqual([]);
    again.report(2, 16, 0);
    expect(heard).toEqual(['flash']);
  });

  it('two of them: both light up, both are heard', async () => {
    const one = new FakeHeadset(shapes.jabra, 1);
    const other = new FakeHeadset(shapes.epos, 2);
    const { headsets, heard } = await setUp(one, other);
    headsets.show(talking);
    await settle();
    expect([one.written, other.written].map((written) => written.at(-1))).toEqual(['2: 21 00', '5: 08']);
    one.report(2, 1, 0);
    other.report(5, 8);
    // Off-hook is what the first was told.
    expect(heard).toEqual(['drop']);
  });

  it('one that cannot be opened does not keep the other from it, and is tried again when plugged in anew', async () => {
    const blocked = new FakeHeadset(shapes.jabra, 1);
    blocked.trouble = new Error('Failed to open the device.');
    const { hid, log, headsets, states } = await setUp(blocked, new FakeHeadset(shapes.epos, 2));
    expect(states()).toEqual(['blocked', 'ready']);
    expect(log.lines).toContain('warn headset: cannot open Headset 1: Error: Failed to open the device.');
    hid.unplug(blocked);
    expect(states()).toEqual(['absent', 'ready']);
    let told = 0;
    headsets.subscribe(() => {
      told += 1;
    });
    blocked.trouble = null;
    hid.plug(blocked);
    await settle();
    expect(states()).toEqual(['ready', 'ready']);
    expect(told).toBe(1);
  });

  it('only those that the user connected, and that are telephones', async () => {
    const stranger = new FakeHeadset(shapes.jabra, 7);
    const speaker = new FakeHeadset(shapes.volume, 8);
    const { hid, headsets, states } = await setUp(speaker);
    hid.plug(stranger);
    await settle();
    expect([stranger.opened, speaker.opened]).toEqual([false, false]);
    expect(states()).toEqual(['absent']);
    hid.choice = stranger;
    expect(await headsets.choose()).toEqual(stranger.known);
    hid.choice = null;
    expect(await headsets.choose()).toBeNull();
  });

  it('switched off, forgotten: closed, dark and given back', async () => {
    const one = new FakeHeadset(shapes.jabra);
    const { headsets, states } = await setUp(one);
    headsets.show(talking);
    await settle();
    await headsets.use([one.known], false);
    expect(one.opened).toBe(false);
    expect(one.written.at(-1)).toBe('2: 00 00');
    await headsets.use([one.known], true);
    expect(one.opened).toBe(true);
    await headsets.forget(one.known);
    expect([one.opened, one.forgotten]).toEqual([false, true]);
    expect(states()).toEqual([]);
  });

  it('one that hangs is closed all the same', async () => {
    const one = new FakeHeadset(shapes.jabra);
    const { clock, headsets } = await setUp(one);
    one.deaf = 'hangs';
    headsets.show(talking);
    const closing = headsets.use([], true);
    await settle();
    clock.advance(1_000);
    await closing;
    expect(one.opened).toBe(false);
  });

  it('a listener that fails costs nothing but its signal', async () => {
    const one = new FakeHeadset(shapes.jabra);
    const log = new FakeLog();
    const hid = new FakeHid();
    hid.plugged.push(one);
    const failing = new Headsets({ hid, clock: new FakeClock(), log });
    failing.onSignal(() => {
      throw new Error('no');
    });
    await failing.use([one.known], true);
    one.report(2, 16, 0);
    expect(log.lines.at(-1)).toBe('error headset: flash: Error: no');
  });

  it('a system that cannot tell its devices is logged', async () => {
    const { hid, log, headsets } = await setUp();
    hid.getDevices = () => Promise.reject(new Error('gone'));
    await headsets.use([new FakeHeadset(shapes.jabra).known], true);
    expect(log.lines).toEqual(['error headset: Error: gone']);
  });
});
