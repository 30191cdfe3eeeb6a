import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSnapshot, Snapshot } from '../../preload/contract';
import { callWith, snapshotWith } from '../fakes/snapshot';
import { createCarryOut, statusOf } from './carry-out';
import type { Command } from './command';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const talk = (more: Partial<CallSnapshot> = {}) => callWith({ id: 't', state: 'active', answeredAt: 60_000, ...more });

/** A phone that does at once what it is told, or nothing at all. */
function start(first: Partial<Snapshot> = {}, obeys = true) {
  let snapshot = snapshotWith(first);
  let told: () => void = () => {};
  const report = (changes: Partial<Snapshot>): void => {
    snapshot = { ...snapshot, ...changes };
    told();
  };
  const change = (id: string, changes: Partial<CallSnapshot>): void => {
    if (obeys) report({ calls: snapshot.calls.map((call) => (call.id === id ? { ...call, ...changes } : call)) });
  };
  const phone = {
    get snapshot() {
      return snapshot;
    },
    onReport: (listener: (now: Snapshot, before: Snapshot) => void) => {
      told = () => listener(snapshot, snapshot);
    },
    answer: vi.fn((id: string) => change(id, { state: 'active' })),
    decline: vi.fn((id: string) => change(id, { state: 'ended' })),
    hangUp: vi.fn((id: string) => change(id, { state: 'ended' })),
    setMuted: vi.fn((id: string, muted: boolean) => change(id, { muted })),
  };
  const show = vi.fn();
  const quit = vi.fn();
  const want = vi.fn(() => {
    if (obeys)
      report({ calls: [...snapshot.calls, callWith({ id: 'new', direction: 'outgoing', state: 'connecting' })] });
  });
  const carryOut = createCarryOut({ phone, want, show, quit, version: '1.2.3' });
  const run = async (command: Command, ms = 0) => {
    const reply = carryOut(command);
    await vi.advanceTimersByTimeAsync(ms);
    return reply;
  };
  return { phone, show, quit, want, run, report };
}

describe('a command', () => {
  it('dials', async () => {
    const { run, want } = start();
    expect(await run({ do: 'dial', number: '600' })).toEqual({ exit: 0, text: '' });
    expect(want).toHaveBeenCalledExactlyOnceWith({ number: '600', how: 'dial', from: 'command-line', doubt: null });
  });

  it('ends the program, as an installer asks before it replaces it', async () => {
    const { run, quit } = start();
    expect(await run({ do: 'quit' })).toEqual({ exit: 0, text: '' });
    expect(quit).toHaveBeenCalledOnce();
  });

  it('does not dial when nobody is signed in', async () => {
    const { run, want } = start({ signedIn: false });
    expect(await run({ do: 'dial', number: '600' })).toMatchObject({
      exit: 1,
      text: expect.stringContaining('signed in'),
    });
    expect(want).not.toHaveBeenCalled();
  });

  it('answers, declines before it ends, and ends', async () => {
    const ringing = callWith({ id: 'r' });
    expect(await start({ calls: [ringing] }).run({ do: 'answer' })).toMatchObject({ exit: 0 });
    const both = start({ calls: [talk(), ringing] });
    expect(await both.run({ do: 'hangup' })).toMatchObject({ exit: 0 });
    expect(both.phone.decline).toHaveBeenCalledExactlyOnceWith('r');
    expect(await both.run({ do: 'hangup' })).toMatchObject({ exit: 0 });
    expect(both.phone.hangUp).toHaveBeenCalledExactlyOnceWith('t');
  });

  it('tells when the caller was quicker than the answer', async () => {
    const { run, phone, report } = start({ calls: [callWith({ id: 'r' })] });
    phone.answer.mockImplementation(() => report({ calls: [] }));
    expect(await run({ do: 'answer' })).toMatchObject({ exit: 1 });
  });

  it('mutes, and takes it back', async () => {
    const { run, phone } = start({ calls: [talk()] });
    expect(await run({ do: 'mute', on: true })).toMatchObject({ exit: 0 });
    expect(await run({ do: 'mute', on: true })).toMatchObject({ exit: 0 });
    expect(await run({ do: 'mute', on: false })).toMatchObject({ exit: 0 });
    expect(phone.setMuted.mock.calls).toEqual([
      ['t', true],
      ['t', true],
      ['t', false],
    ]);
  });

  it('brings the window up', async () => {
    const { run, show } = start();
    expect(await run({ do: 'show' })).toMatchObject({ exit: 0 });
    expect(show).toHaveBeenCalledOnce();
  });

  it.each([
    [{ do: 'answer' }, []],
    [{ do: 'answer' }, [talk()]],
    [{ do: 'hangup' }, []],
    [{ do: 'hangup' }, [talk({ state: 'ended' })]],
    [{ do: 'mute', on: true }, []],
    [{ do: 'mute', on: true }, [callWith()]],
  ] as [Command, CallSnapshot[]][])('finds nothing to do: %j', async (command, calls) => {
    const { exit, text } = await start({ calls }).run(command);
    expect([exit, text === '']).toEqual([3, false]);
  });

  it.each([
    [{ do: 'answer' }, [callWith()]],
    [{ do: 'hangup' }, [talk()]],
    [{ do: 'mute', on: true }, [talk()]],
    [{ do: 'dial', number: '600' }, []],
  ] as [Command, CallSnapshot[]][])('gives up on a phone that does nothing: %j', async (command, calls) => {
    const { exit, text } = await start({ calls }, false).run(command, 12_000);
    expect([exit, text === '']).toEqual([1, false]);
  });
});

it('prints the state', async () => {
  const calls = [talk({ held: true }), talk({ id: 'over', state: 'ended' })];
  const { exit, text } = await start({ calls, missed: 2, voicemail: 1 }).run({ do: 'status' });
  expect(exit).toBe(0);
  expect(JSON.parse(text)).toEqual({
    version: '1.2.3',
    signedIn: true,
    line: 'ready',
    doNotDisturb: false,
    missed: 2,
    voicemail: 1,
    calls: [
      {
        id: 't',
        direction: 'incoming',
        state: 'active',
        name: 'Alice',
        number: '1001',
        held: true,
        muted: false,
        since: '1970-01-01T00:01:00.000Z',
      },
    ],
  });
  expect(statusOf(snapshotWith(), '1').calls).toEqual([]);
});
