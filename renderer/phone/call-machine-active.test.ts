import { describe, expect, it } from 'vitest';
import type { CallEvent, CallState } from './call';
import { transition } from './call-machine';
import { defaultCallPolicy, type CallContext } from './call-outcome';
import { callEvents, callStates, inWords, sampleNow, type CallEventKey } from './fakes/samples';

const context: CallContext = {
  now: sampleNow,
  policy: defaultCallPolicy,
  redirect: { domain: 'pbx.test', visited: [] },
};

function run(state: CallState, event: CallEvent, change: Partial<CallContext> = {}) {
  const outcome = transition(state, event, { ...context, ...change });
  return { ...outcome, words: outcome.effects.map(inWords) };
}

const { active } = callStates;
const held = { ...active, hold: { local: true, remote: false } };
const attended = {
  kind: 'attended',
  with: { callId: 'd', localTag: 'a', remoteTag: 'b', remoteUri: 'sip:1003@pbx.test', early: false },
} as const;
const interrupted = { ...active, media: { kind: 'interrupted' as const, since: sampleNow - 6_000 } };
const variants = {
  held,
  consulting: { ...held, transfer: { kind: 'consulting' as const, with: 'other' } },
  'about to refer': {
    ...active,
    transfer: { kind: 'referring' as const, to: '1003', progress: 0, unsent: attended },
  },
  referring: { ...held, transfer: { kind: 'referring' as const, to: '1003', progress: 100 } },
  failed: { ...active, transfer: { kind: 'failed' as const, to: '1003', status: 486 } },
  interrupted,
  'interrupted on hold': { ...interrupted, hold: held.hold },
} satisfies Record<string, CallState>;

const ends = (reason: string) => `ended ${reason}: stop ring-limit, stop end-limit, record ${reason}`;
const ending = (reason: string) => `ending ${reason}: stop ring-limit, start end-limit 4000, bye`;
const seeks = 'restore, start restore 2000, start interruption-limit 120000';
const stopsSeeking = 'stop restore, stop interruption-limit';

type Row = Partial<Record<CallEventKey, string>>;
/** What every active call does; '=' stands for: legal, and nothing changes. Every other cell is illegal. */
const always: Row = {
  'hang-up': ending('hung-up'),
  bye: ends('hung-up'),
  failed: ends('failed'),
  'passed-on': ending('transferred'),
  hold: 'active: set-hold true',
  'local-hold': 'active: ',
  'remote-hold': 'active: ',
  'media-flowing': '=',
  'media-interrupted': `active: ${seeks}`,
  'media-failed': `active: ${seeks}`,
  answer: '=',
  cancelled: '=',
  party: '=',
  referred: '=',
  transfer: '=',
  consult: 'active: ',
  'consult-over': '=',
  refer: 'active: set-hold true, start refer-wait 2000',
  'timer refer-wait': '=',
  'timer refer-limit': '=',
  'timer restore': '=',
  'timer interruption-limit': ending('interrupted'),
};
const onHold: Row = {
  hold: '=',
  'local-hold': '=',
  'media-interrupted': 'active: ',
  'media-failed': 'active: restore',
  refer: 'active: stop refer-wait, refer blind, start refer-limit 200000',
};
const table: Record<keyof typeof variants, Row> = {
  held: { ...always, ...onHold },
  consulting: { ...always, ...onHold, 'consult-over': 'active: come-back' },
  'about to refer': {
    ...always,
    'local-hold': 'active: stop refer-wait, refer attended, start refer-limit 200000',
    'timer refer-wait': 'active: stop refer-wait, refer attended, start refer-limit 200000',
    'timer refer-limit': 'active: stop refer-limit, set-hold false',
    transfer: 'active: ',
    consult: '=',
    refer: '=',
  },
  referring: {
    ...always,
    ...onHold,
    'hang-up': ending('transferred'),
    bye: ends('transferred'),
    'timer refer-limit': 'active: stop refer-limit, come-back',
    transfer: 'active: ',
    consult: '=',
    refer: '=',
  },
  failed: always,
  interrupted: {
    ...always,
    'local-hold': `active: ${stopsSeeking}`,
    'remote-hold': `active: ${stopsSeeking}`,
    'media-flowing': `active: ${stopsSeeking}`,
    'media-interrupted': '=',
    'media-failed': 'active: restore',
    'timer restore': 'active: restore, start restore 6000',
  },
  'interrupted on hold': {
    ...always,
    ...onHold,
    'media-flowing': 'active: ',
    'media-interrupted': '=',
    'timer restore': 'active: restore, start restore 6000',
  },
};

const cells = Object.entries(variants).flatMap(([name, state]) =>
  Object.entries(callEvents).map(([key, event]) => ({
    name,
    state: state as CallState,
    event,
    expected: table[name as keyof typeof variants][key as CallEventKey],
    key,
  })),
);

describe('every kind of active call × every event', () => {
  it.each(cells)('$name, $key', ({ state, event, expected }) => {
    const outcome = run(state, event);
    if (expected === undefined) expect(outcome).toEqual({ state, effects: [], illegal: true, words: [] });
    else if (expected === '=') expect(outcome).toEqual({ state, effects: [], words: [] });
    else {
      expect(outcome.illegal).toBeUndefined();
      const reason = 'reason' in outcome.state ? ` ${outcome.state.reason.kind}` : '';
      expect(`${outcome.state.kind}${reason}: ${outcome.words.join(', ')}`).toBe(expected);
    }
  });
});

describe('a transfer', () => {
  const { referring } = variants;

  it('waits for the hold, but no longer than 2 s', () => {
    const asked = run(active, { kind: 'refer', to: '1003', target: attended });
    expect(asked.state).toMatchObject({ transfer: { kind: 'referring', to: '1003', progress: 0, unsent: attended } });
    const sent = run(asked.state, { kind: 'local-hold', on: true });
    expect(sent.effects).toContainEqual({ kind: 'refer', target: attended });
    expect(sent.state).toMatchObject({
      hold: { local: true },
      transfer: { kind: 'referring', to: '1003', progress: 0 },
    });
    expect('unsent' in (sent.state as typeof referring).transfer).toBe(false);
    expect(run(sent.state, { kind: 'timer', timer: 'refer-wait' }).words).toEqual([]);
  });

  it('tells how far it is', () => {
    const rings = run(referring, { kind: 'transfer', status: 180, final: false }).state;
    expect(rings).toMatchObject({ transfer: { kind: 'referring', to: '1003', progress: 180 } });
    expect(run(rings, { kind: 'transfer', status: 180, final: false }).state).toBe(rings);
  });

  it.each([200, 202])('%i ends our part of it', (status) => {
    const done = run(referring, { kind: 'transfer', status, final: true });
    expect(done.state).toEqual({ kind: 'ending', reason: { kind: 'transferred', to: '1003' } });
    expect(done.words).toContain('bye');
  });

  it.each([486, 503, 603, 100])('%i brings the call back, and says why', (status) => {
    const back = run(referring, { kind: 'transfer', status, final: true });
    expect(back.state).toMatchObject({ kind: 'active', transfer: { kind: 'failed', to: '1003', status } });
    expect(back.words).toEqual(['stop refer-limit', 'come-back']);
  });

  it('that was not taken up is no transfer when one side hangs up', () => {
    const untold = { ...referring, transfer: { ...referring.transfer, progress: 0 } };
    expect(run(untold, { kind: 'hang-up' }).state).toMatchObject({ reason: { kind: 'hung-up', by: 'us' } });
    // The switch takes the other side away without a word: they are with somebody else now.
    expect(run(untold, { kind: 'bye', cause: 0 }).state).toMatchObject({ reason: { kind: 'transferred', to: '1003' } });
    expect(run(variants['about to refer'], { kind: 'bye', cause: 0 }).state).toMatchObject({
      reason: { kind: 'hung-up', by: 'them' },
    });
  });

  it('belongs to its consultation', () => {
    const { consulting } = variants;
    expect(run(consulting, { kind: 'consult-over', with: 'an older one' })).toMatchObject({ state: consulting });
    expect(run(consulting, { kind: 'consult-over', with: 'other' }).state).toMatchObject({
      transfer: { kind: 'none' },
    });
  });
});

describe('a call that has lost its sound', () => {
  it('is sought after 2, 4, 8 and 16 s, then every 15 s', () => {
    let { state, effects } = transition(active, { kind: 'media-interrupted' }, context);
    let { now } = context;
    const at: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      const timer = effects.find((effect) => effect.kind === 'start-timer' && effect.timer === 'restore');
      if (timer?.kind !== 'start-timer') throw new Error('it is not sought any more');
      now += timer.ms;
      at.push((now - context.now) / 1_000);
      ({ state, effects } = transition(state, { kind: 'timer', timer: 'restore' }, { ...context, now }));
      expect(effects[0]).toEqual({ kind: 'restore' });
    }
    expect(at).toEqual([2, 4, 8, 16, 31, 46, 61]);
  });

  it('is sought again when it comes back from hold, and not while on hold', () => {
    const parked = run(interrupted, { kind: 'local-hold', on: true });
    expect(parked.words).toEqual(['stop restore', 'stop interruption-limit']);
    const theirs = run(parked.state, { kind: 'remote-hold', on: true });
    const ours = run(theirs.state, { kind: 'local-hold', on: false });
    expect([theirs.words, ours.words]).toEqual([[], []]);
    expect(run(ours.state, { kind: 'remote-hold', on: false }).words).toEqual([
      'restore',
      'start restore 6000',
      'start interruption-limit 120000',
    ]);
  });

  it('ends, with the reason, when sleep has taken the connection away', () => {
    const { state, words } = run(active, { kind: 'media-failed', closed: true });
    expect(state).toMatchObject({ kind: 'ending', reason: { kind: 'slept' } });
    expect(words).toContain('bye');
  });

  it('lives on where the administrator has set no limit', () => {
    const policy = { ...defaultCallPolicy, interruptionLimitMs: 0 };
    expect(run(active, { kind: 'media-interrupted' }, { policy }).words).toEqual(['restore', 'start restore 2000']);
  });

  it('is not sought at times that a corrected clock makes', () => {
    const { words } = run(interrupted, { kind: 'timer', timer: 'restore' }, { now: sampleNow - 3_600_000 });
    expect(words).toEqual(['restore', 'start restore 2000']);
  });
});
