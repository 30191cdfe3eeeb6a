import { describe, expect, it } from 'vitest';
import type { CallEvent, CallState } from './call';
import { begin, transition } from './call-machine';
import { defaultCallPolicy, type CallContext } from './call-outcome';
import { callEvents, callStates, inWords, sampleNow, type CallEventKey } from './fakes/samples';
import type { EndReason } from './reasons';

const context: CallContext = {
  now: sampleNow,
  policy: defaultCallPolicy,
  redirect: { domain: 'pbx.test', visited: ['600'] },
};

function run(state: CallState, event: CallEvent) {
  const outcome = transition(state, event, context);
  return { ...outcome, words: outcome.effects.map(inWords) };
}

/** The state that follows, then the effects; '=' stands for: legal, and nothing changes. Every other cell is illegal. */
type Row = Partial<Record<CallEventKey, string>>;
const stop = 'stop ring-limit';
const ends = (reason: EndReason['kind']) => `ended ${reason}: ${stop}, stop end-limit, record ${reason}`;
const ending = (reason: EndReason['kind'], effect: string) =>
  `ending ${reason}: ${stop}, start end-limit 4000, ${effect}`;
const ignoresMedia: Row = { 'media-flowing': '=', 'media-interrupted': '=', party: '=' };
const lost = 'start restore 2000, start interruption-limit 120000';
/** What comes late, or is pressed late. */
const late: Row = {
  'early-media-ended': '=',
  redirected: '=',
  transfer: '=',
  referred: '=',
  party: '=',
  'refuse-busy': '=',
  'send-on': '=',
  follow: '=',
  consult: '=',
  'consult-over': '=',
  refer: '=',
  'passed-on': '=',
};
const goesOut: Row = {
  ...ignoresMedia,
  established: `active: ${stop}`,
  rejected: ends('busy'),
  failed: ends('failed'),
  redirected: 'redirected: ',
  'early-media-ended': '=',
  'hang-up': ending('cancelled', 'cancel'),
  'passed-on': ending('transferred', 'cancel'),
  'timer ring-limit': ending('no-answer', 'cancel'),
};

const table: Record<CallState['kind'], Row> = {
  dialing: {
    ...goesOut,
    'invite-sent': 'calling: ',
    ringing: 'remote-ringing: ',
    'early-media': 'remote-ringing: ',
    'no-microphone': ends('no-microphone'),
    'media-failed': ends('no-media'),
  },
  calling: {
    ...goesOut,
    'invite-sent': '=',
    ringing: 'remote-ringing: ',
    'early-media': 'remote-ringing: ',
    'media-failed': ending('no-media', 'cancel'),
  },
  'remote-ringing': {
    ...goesOut,
    'invite-sent': '=',
    ringing: '=',
    'early-media': 'remote-ringing: ',
    'media-failed': ending('no-media', 'cancel'),
  },
  redirected: {
    ...ignoresMedia,
    'early-media-ended': '=',
    follow: 'dialing: start ring-limit 180000, invite sip:900@elsewhere.test',
    'hang-up': ending('cancelled', 'cancel'),
    'timer ring-limit': ending('cancelled', 'cancel'),
    failed: ends('failed'),
    'media-failed': ending('no-media', 'cancel'),
  },
  ringing: {
    party: '=',
    'refuse-busy': ending('missed', 'reject 486'),
    'send-on': ending('forwarded', 'redirect 1003'),
    answer: 'answering: start ring-limit 30000, accept',
    decline: ending('declined', 'reject 603'),
    'hang-up': ending('missed', 'reject 480'),
    cancelled: ends('missed'),
    bye: ends('missed'),
    failed: ends('missed'),
    'timer ring-limit': ending('missed', 'reject 480'),
  },
  answering: {
    ...ignoresMedia,
    established: `active: ${stop}`,
    cancelled: ends('missed'),
    bye: ends('hung-up'),
    failed: ends('failed'),
    'no-microphone': ending('no-microphone', 'bye'),
    'media-failed': ending('no-media', 'bye'),
    'hang-up': ending('hung-up', 'bye'),
    decline: ending('hung-up', 'bye'),
    'timer ring-limit': ending('failed', 'bye'),
    answer: '=',
    'send-on': '=',
  },
  active: {
    'hang-up': ending('hung-up', 'bye'),
    bye: ends('hung-up'),
    failed: ends('failed'),
    hold: 'active: set-hold true',
    'local-hold': 'active: ',
    'remote-hold': 'active: ',
    'media-interrupted': `active: restore, ${lost}`,
    'media-failed': `active: restore, ${lost}`,
    'media-flowing': '=',
    answer: '=',
    cancelled: '=',
    party: '=',
    referred: '=',
    transfer: '=',
    consult: 'active: ',
    'consult-over': '=',
    refer: 'active: set-hold true, start refer-wait 2000',
    'passed-on': ending('transferred', 'bye'),
    'timer refer-wait': '=',
    'timer refer-limit': '=',
    'timer restore': '=',
    'timer interruption-limit': ending('interrupted', 'bye'),
  },
  ending: {
    ...late,
    'timer refer-wait': '=',
    'timer refer-limit': '=',
    'timer restore': '=',
    'timer interruption-limit': '=',
    gone: ends('cancelled'),
    rejected: ends('cancelled'),
    cancelled: ends('cancelled'),
    bye: ends('cancelled'),
    failed: ends('cancelled'),
    'no-microphone': ends('cancelled'),
    'timer end-limit': ends('cancelled'),
    established: 'ending cancelled: bye',
    'invite-sent': '=',
    ringing: '=',
    'early-media': '=',
    'media-failed': '=',
    'media-flowing': '=',
    'media-interrupted': '=',
    'remote-hold': '=',
    'local-hold': '=',
    answer: '=',
    decline: '=',
    'hang-up': '=',
    hold: '=',
  },
  ended: {
    ...late,
    established: 'ended cancelled: bye',
    ringing: '=',
    'early-media': '=',
    rejected: '=',
    cancelled: '=',
    bye: '=',
    'no-microphone': '=',
    'media-failed': '=',
    'media-flowing': '=',
    'media-interrupted': '=',
    'remote-hold': '=',
    'local-hold': '=',
    gone: '=',
    failed: '=',
    decline: '=',
    'hang-up': '=',
  },
};

const cells = Object.values(callStates).flatMap((state) =>
  Object.entries(callEvents).map(([key, event]) => ({ state, event, key: key as CallEventKey })),
);

describe('every state × every event', () => {
  it.each(cells)('$state.kind, $key', ({ state, event, key }) => {
    const outcome = run(state, event);
    const expected = table[state.kind][key];
    if (expected === undefined) {
      expect(outcome).toEqual({ state, effects: [], illegal: true, words: [] });
    } else if (expected === '=') {
      expect(outcome).toEqual({ state, effects: [], words: [] });
    } else {
      expect(outcome.illegal).toBeUndefined();
      const reason = 'reason' in outcome.state ? ` ${outcome.state.reason.kind}` : '';
      expect(`${outcome.state.kind}${reason}: ${outcome.words.join(', ')}`).toBe(expected);
    }
  });
});

describe('the beginning', () => {
  it('asks for an INVITE, or rings', () => {
    expect(begin('outgoing', context)).toMatchObject({ state: { kind: 'dialing' } });
    expect(begin('outgoing', context).effects.map(inWords)).toEqual(['start ring-limit 180000', 'invite']);
    expect(begin('incoming', context)).toMatchObject({ state: { kind: 'ringing' } });
    expect(begin('incoming', context).effects.map(inWords)).toEqual(['start ring-limit 180000']);
  });
});

describe('the parts of an active call', () => {
  const { active } = callStates;

  it('hold on both sides, each by its own', () => {
    const ours = run(active, { kind: 'local-hold', on: true }).state;
    const both = run(ours, { kind: 'remote-hold', on: true }).state;
    expect(both).toMatchObject({ hold: { local: true, remote: true } });
    expect(run(both, { kind: 'local-hold', on: false }).state).toMatchObject({ hold: { local: false, remote: true } });
    expect(run(both, { kind: 'hold', on: true })).toMatchObject({ state: both, effects: [] });
    expect(run(both, { kind: 'hold', on: false }).words).toEqual(['set-hold false']);
    expect(run(both, { kind: 'remote-hold', on: true }).state).toBe(both);
  });

  it('keep the moment at which the sound stopped', () => {
    const broken = run(active, { kind: 'media-interrupted' }).state;
    expect(broken).toMatchObject({ media: { kind: 'interrupted', since: sampleNow } });
    const later = transition(broken, { kind: 'media-failed' }, { ...context, now: sampleNow + 9_000 });
    expect(later.state).toMatchObject({ media: { kind: 'interrupted', since: sampleNow } });
    expect(later.effects).toEqual([{ kind: 'restore' }]);
    expect(run(broken, { kind: 'media-flowing' }).state).toEqual(active);
  });

  it('sound that never came ends the call, sound that was lost does not', () => {
    const fresh: CallState = { ...active, media: { kind: 'starting' } };
    expect(run(fresh, { kind: 'media-failed' })).toMatchObject({
      state: { kind: 'ending', reason: { kind: 'no-media' } },
    });
    expect(run(active, { kind: 'media-failed' }).state.kind).toBe('active');
  });
});

describe('edges', () => {
  const { calling, ringing, answering, ending } = callStates;
  const remote = callStates['remote-ringing'];

  it('487 after our CANCEL is a cancelled call, 200 instead of it is ended by BYE', () => {
    const left = run(remote, { kind: 'hang-up' }).state;
    expect(run(left, { kind: 'rejected', status: 487, phrase: '' }).state).toMatchObject({
      reason: { kind: 'cancelled' },
    });
    const crossed = run(left, { kind: 'established' });
    expect(crossed.words).toEqual(['bye']);
    expect(run(crossed.state, { kind: 'gone' }).state).toMatchObject({ kind: 'ended', reason: { kind: 'cancelled' } });
  });

  it('hanging up while the microphone opens cancels, also when the microphone then fails', () => {
    const left = run(callStates.dialing, { kind: 'hang-up' });
    expect(left.words).toContain('cancel');
    expect(run(left.state, { kind: 'no-microphone', problem: 'denied' }).state).toMatchObject({
      kind: 'ended',
      reason: { kind: 'cancelled' },
    });
  });

  it('a CANCEL says whether another phone took the call', () => {
    expect(run(ringing, { kind: 'cancelled', cause: 200 }).state).toMatchObject({
      reason: { kind: 'answered-elsewhere' },
    });
    expect(run(answering, { kind: 'cancelled', cause: 200 }).state).toMatchObject({
      reason: { kind: 'answered-elsewhere' },
    });
    expect(run(ringing, { kind: 'cancelled', cause: 200, by: ' Priya\u202e R.\n' }).state).toMatchObject({
      reason: { kind: 'answered-elsewhere', who: 'Priya R.' },
    });
    expect(run(ringing, { kind: 'cancelled', cause: 487, by: 'Priya R.' }).state).toMatchObject({
      reason: { kind: 'missed' },
    });
    expect(run(ringing, { kind: 'cancelled', cause: 603 }).state).toMatchObject({
      reason: { kind: 'declined', by: 'us' },
    });
    expect(run(ringing, { kind: 'cancelled', cause: 487 }).state).toMatchObject({ reason: { kind: 'missed' } });
  });

  it('what the phone refuses by itself is missed, what the user refuses is declined', () => {
    expect(run(ringing, { kind: 'refuse-busy' })).toMatchObject({ state: { reason: { kind: 'missed' } } });
    for (const status of [486, 600, 603] as const) {
      const refused = run(ringing, { kind: 'decline', status });
      expect(refused.state).toMatchObject({ reason: { kind: 'declined', by: 'us' } });
      expect(refused.words).toContain(`reject ${String(status)}`);
    }
    expect(run(ringing, { kind: 'decline', status: 603, words: 'in a meeting' }).effects).toContainEqual({
      kind: 'reject',
      status: 603,
      words: 'in a meeting',
    });
  });

  it('480 means "nobody picked up" only after it rang', () => {
    const gone: CallEvent = { kind: 'rejected', status: 480, phrase: '' };
    expect(run(remote, gone).state).toMatchObject({ reason: { kind: 'no-answer' } });
    expect(run(calling, gone).state).toMatchObject({ reason: { kind: 'unavailable' } });
    expect(run({ ...remote, earlyMedia: true }, gone).state).toMatchObject({
      reason: { kind: 'unavailable' },
    });
  });

  it('a switch that is silent is not a person who does not pick up', () => {
    expect(run(calling, { kind: 'failed', status: 408 }).state).toMatchObject({
      reason: { kind: 'failed', status: 408 },
    });
    expect(run(answering, { kind: 'failed', status: 488 }).state).toMatchObject({ reason: { kind: 'incompatible' } });
  });

  it('a 183 alone is no ringing', () => {
    const gone: CallEvent = { kind: 'rejected', status: 480, phrase: '' };
    expect(run({ ...remote, progress: 'progress' }, gone).state).toMatchObject({ reason: { kind: 'unavailable' } });
  });

  it('a later ring does not take early media away; 199 does, and the ringback is back', () => {
    const early: CallState = { ...remote, earlyMedia: true };
    expect(run(early, { kind: 'ringing', progress: 'ringing' }).state).toBe(early);
    expect(run(early, { kind: 'ringing', progress: 'forwarded' }).state).toEqual({ ...early, progress: 'forwarded' });
    expect(run(early, { kind: 'early-media-ended' }).state).toEqual(remote);
  });

  it('tells 181 and 182 from 180, and a 183 takes none of them back', () => {
    const queued = run(remote, { kind: 'ringing', progress: 'queued' }).state;
    expect(queued).toEqual({ ...remote, progress: 'queued' });
    expect(run(queued, { kind: 'ringing', progress: 'progress' }).state).toBe(queued);
    expect(run(calling, { kind: 'early-media' }).state).toMatchObject({ earlyMedia: true, progress: 'progress' });
  });

  it('the reason of the end stays what it was', () => {
    expect(run(ending, { kind: 'rejected', status: 486, phrase: '' }).state).toMatchObject({
      reason: { kind: 'cancelled' },
    });
  });
});

describe('any sequence of events', () => {
  it('records a call once, at its end, and never leaves the end', () => {
    const events = Object.values(callEvents);
    let seed = 1;
    const draw = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const wrong: string[] = [];
    for (let round = 0; round < 1_000; round++) {
      let { state } = begin(round % 2 ? 'incoming' : 'outgoing', context);
      let records = 0;
      for (let step = 0; step < 30; step++) {
        const before = state;
        const outcome = transition(state, events[draw(events.length)]!, context);
        ({ state } = outcome);
        records += outcome.effects.filter((effect) => effect.kind === 'record').length;
        if (before.kind === 'ended' && state !== before) wrong.push('left the end');
        if (records !== (state.kind === 'ended' ? 1 : 0)) wrong.push(`${String(records)} records while ${state.kind}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
