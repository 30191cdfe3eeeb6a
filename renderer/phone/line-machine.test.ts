import { describe, expect, it } from 'vitest';
import { inWords, lineEvents, lineStates, sampleNow, type LineEventKey } from './fakes/samples';
import type { LineEvent, LineState } from './line';
import { transition } from './line-machine';
import { blockedUntil, defaultLinePolicy, type LineContext } from './line-policy';

const context: LineContext = {
  now: sampleNow,
  random: 0.5,
  servers: 2,
  expires: 600,
  online: true,
  silentMs: 0,
  taken: false,
  blockedUntil: [],
  policy: defaultLinePolicy,
};

function run(state: LineState, event: LineEvent, change: Partial<LineContext> = {}) {
  const outcome = transition(state, event, { ...context, ...change });
  return { ...outcome, words: outcome.effects.map(inWords) };
}

/** The state that follows, then the effects; '=' stands for: legal, and nothing changes. Every other cell is illegal. */
type Row = Partial<Record<LineEventKey, string>>;
const stopReady = 'stop refresh, stop ping, stop pong-deadline, stop register-deadline';
const connectTo = (server: number) => `connect ${String(server)}, start connect-deadline 5000`;

const table: Record<LineState['kind'], Row> = {
  off: {
    start: `connecting: ${connectTo(0)}`,
    stop: '=',
    'network-up': '=',
    'network-down': '=',
    wake: '=',
    disconnected: '=',
    unregistered: '=',
    alive: '=',
  },
  connecting: {
    connected: 'registering: stop connect-deadline, register 600, start register-deadline 8000',
    'connect-failed': 'waiting: stop connect-deadline, disconnect, start retry 600',
    disconnected: 'waiting: stop connect-deadline, disconnect, start retry 600',
    'timer connect-deadline': 'waiting: stop connect-deadline, disconnect, start retry 600',
    'network-up': `connecting: stop connect-deadline, disconnect, ${connectTo(0)}`,
    wake: `connecting: stop connect-deadline, disconnect, ${connectTo(0)}`,
    'network-down': 'offline: stop connect-deadline, disconnect',
    stop: 'off: stop connect-deadline, disconnect',
    retry: '=',
    alive: '=',
  },
  registering: {
    registered: 'ready: stop register-deadline, start refresh 420000, start ping 5000, restore-calls',
    'register-failed': 'waiting: stop register-deadline, disconnect, start retry 3750',
    disconnected: 'waiting: stop register-deadline, disconnect, start retry 600',
    'timer register-deadline': 'waiting: stop register-deadline, disconnect, start retry 600',
    'network-up': `connecting: stop register-deadline, disconnect, ${connectTo(0)}`,
    wake: `connecting: stop register-deadline, disconnect, ${connectTo(0)}`,
    'network-down': 'offline: stop register-deadline, disconnect',
    stop: 'closing: stop register-deadline, unregister, start close-deadline 2000',
    retry: '=',
    alive: '=',
  },
  ready: {
    registered: 'ready: stop register-deadline, start refresh 420000',
    'register-failed': 'ready: stop register-deadline, start refresh 4500',
    unregistered: 'ready: register 600, start register-deadline 8000',
    disconnected: `waiting: ${stopReady}, disconnect, start retry 600`,
    alive: 'ready: stop pong-deadline, start ping 5000',
    'timer refresh': 'ready: register 600, start register-deadline 8000',
    'timer ping': 'ready: stop ping, ping, start pong-deadline 4000',
    'timer pong-deadline': `connecting: ${stopReady}, disconnect, ${connectTo(0)}`,
    'timer register-deadline': `waiting: ${stopReady}, disconnect, start retry 600`,
    wake: 'ready: stop ping, ping, start pong-deadline 1000',
    'network-up': 'ready: stop ping, ping, start pong-deadline 1000',
    retry: 'ready: stop ping, ping, start pong-deadline 1000',
    'network-down': `offline: ${stopReady}, disconnect`,
    stop: `closing: ${stopReady}, unregister, start close-deadline 2000`,
  },
  waiting: {
    'timer retry': `connecting: stop retry, ${connectTo(1)}`,
    retry: `connecting: stop retry, ${connectTo(1)}`,
    'network-up': `connecting: stop retry, ${connectTo(1)}`,
    wake: `connecting: stop retry, ${connectTo(1)}`,
    'network-down': 'offline: stop retry',
    stop: 'off: stop retry',
    disconnected: '=',
    alive: '=',
  },
  offline: {
    'network-up': `connecting: ${connectTo(1)}`,
    retry: `connecting: ${connectTo(1)}`,
    wake: `connecting: ${connectTo(1)}`,
    stop: 'off: ',
    'network-down': '=',
    disconnected: '=',
    alive: '=',
  },
  refused: {
    retry: `connecting: disconnect, ${connectTo(0)}`,
    stop: 'off: disconnect',
    'network-up': '=',
    'network-down': '=',
    wake: '=',
    disconnected: '=',
    unregistered: '=',
    alive: '=',
  },
  closing: {
    unregistered: 'off: stop close-deadline, disconnect',
    'register-failed': 'off: stop close-deadline, disconnect',
    disconnected: 'off: stop close-deadline, disconnect',
    'network-down': 'off: stop close-deadline, disconnect',
    'timer close-deadline': 'off: stop close-deadline, disconnect',
    stop: '=',
    retry: '=',
    'network-up': '=',
    wake: '=',
    alive: '=',
    registered: '=',
  },
};

const cells = Object.values(lineStates).flatMap((state) =>
  Object.entries(lineEvents).map(([key, event]) => ({ state, event, key: key as LineEventKey })),
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
      expect(`${outcome.state.kind}: ${outcome.words.join(', ')}`).toBe(expected);
    }
  });
});

describe('registering', () => {
  const { registering, ready } = lineStates;
  const refusals = [
    { status: 401, cause: { kind: 'wrong-password' } },
    { status: 403, cause: { kind: 'forbidden' } },
    { status: 404, cause: { kind: 'unknown-user' } },
  ] as const;

  it.each(refusals)('is refused for good by $status', ({ status, cause }) => {
    const refused = run(registering, { kind: 'register-failed', status, cause });
    expect(refused.state).toEqual({ kind: 'refused', cause });
    expect(refused.words).toEqual(['stop register-deadline', 'disconnect']);
  });

  it.each(refusals)('keeps the connection for its calls when a refresh is refused by $status', ({ status, cause }) => {
    const refused = run(ready, { kind: 'register-failed', status, cause });
    expect(refused.state.kind).toBe('refused');
    expect(refused.words).not.toContain('disconnect');
    expect(refused.words.filter((word) => word.startsWith('start'))).toEqual([]);
  });

  it('asks for what a 423 wants, once', () => {
    const brief = (minExpires: number): LineEvent => ({
      kind: 'register-failed',
      status: 423,
      cause: { kind: 'rejected', status: 423 },
      minExpires,
    });
    const first = run(registering, brief(1_800));
    expect(first.state).toEqual({ ...registering, asked: 1_800 });
    expect(first.words).toEqual(['register 1800', 'start register-deadline 8000']);
    expect(run(first.state, brief(3_600)).state.kind).toBe('waiting');
    const granted = run(first.state, { kind: 'registered', expires: 1_800 });
    expect(run(granted.state, { kind: 'timer', timer: 'refresh' }).words[0]).toBe('register 1800');
    for (const senseless of [600, 30, -1, Number.NaN, 1e12])
      expect(run(registering, brief(senseless)).state.kind).toBe('waiting');
  });

  it('waits as long as a 503 says, when there is no other server', () => {
    const busy: LineEvent = {
      kind: 'register-failed',
      status: 503,
      cause: { kind: 'server-error', status: 503 },
      retryAfter: 60,
    };
    const blocked = [blockedUntil(60, sampleNow, defaultLinePolicy)];
    const alone = run(registering, busy, { servers: 1, blockedUntil: blocked });
    expect(alone.state).toMatchObject({ kind: 'waiting', server: 0, until: sampleNow + 90_000 });
    const withSecond = run(lineStates.registering, busy, { servers: 2, blockedUntil: blocked });
    expect(withSecond.state).toMatchObject({ kind: 'waiting', server: 1 });
    expect(withSecond.words.at(-1)).toBe('start retry 3750');
    const back = run({ kind: 'connecting', attempt: 3, server: 1 }, lineEvents['connect-failed'], {
      blockedUntil: blocked,
    });
    expect(back.state).toMatchObject({ server: 1 }); // the first is still not to be asked
  });

  it('believes no absurd Retry-After', () => {
    expect(blockedUntil(undefined, 5, defaultLinePolicy)).toBe(0);
    expect(blockedUntil(Number.NaN, 5, defaultLinePolicy)).toBe(0);
    expect(blockedUntil(-3, 5, defaultLinePolicy)).toBe(0);
    expect(blockedUntil(1e9, 5, defaultLinePolicy)).toBe(3_600_005);
  });

  it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 1])('a lifetime of %d s makes no storm', (expires) => {
    const { words } = run(registering, { kind: 'registered', expires });
    const refresh = words.find((word) => word.startsWith('start refresh')) ?? '';
    expect(Number(refresh.split(' ')[2])).toBeGreaterThanOrEqual(3_000);
  });

  it('refreshes at 50 to 90 % of the lifetime', () => {
    const at = (random: number) => run(registering, { kind: 'registered', expires: 100 }, { random }).words[1];
    expect(at(0)).toBe('start refresh 50000');
    expect(at(1)).toBe('start refresh 90000');
  });
});

describe('failures', () => {
  it('go round the servers, and a full round counts for the wait', () => {
    let state: LineState = { kind: 'connecting', attempt: 1, server: 0 };
    const tried: number[] = [];
    for (let step = 0; step < 6; step++) {
      const failed = run(state, { kind: 'connect-failed', cause: { kind: 'unreachable' } }, { servers: 3 });
      state = run(failed.state, { kind: 'timer', timer: 'retry' }, { servers: 3 }).state;
      if (state.kind === 'connecting') tried.push(state.server);
    }
    expect(tried).toEqual([1, 2, 0, 1, 2, 0]);
    expect(state).toMatchObject({ attempt: 7 });
  });

  it('a lost line tries its own server first', () => {
    const ready: LineState = { ...lineStates.ready, server: 1 };
    expect(run(ready, lineEvents.disconnected).state).toMatchObject({ kind: 'waiting', server: 1, attempt: 1 });
  });

  it('a line that breaks again at once waits longer each time', () => {
    const young: LineState = { ...lineStates.ready, since: sampleNow - 500, attempt: 4 };
    expect(run(young, lineEvents.disconnected).state).toMatchObject({ kind: 'waiting', attempt: 4 });
    expect(run(lineStates.ready, lineEvents.disconnected).state).toMatchObject({ attempt: 1 });
  });

  it('a line that does not answer is connected anew at once, but not again and again', () => {
    expect(run(lineStates.ready, lineEvents['timer pong-deadline']).state).toMatchObject({
      kind: 'connecting',
      attempt: 1,
    });
    const young: LineState = { ...lineStates.ready, since: sampleNow - 9_000, attempt: 4 };
    expect(run(young, lineEvents['timer pong-deadline']).state).toMatchObject({
      kind: 'waiting',
      attempt: 4,
      cause: { kind: 'no-pong' },
    });
  });

  it('an account that cannot work is not tried again', () => {
    const cause = { kind: 'bad-account', detail: 'x' } as const;
    expect(run(lineStates.connecting, { kind: 'connect-failed', cause }).state).toEqual({ kind: 'refused', cause });
  });

  it('a certificate is asked about less often', () => {
    const cause = { kind: 'certificate', problem: 'expired' } as const;
    const { words } = run(lineStates.connecting, { kind: 'connect-failed', cause }, { servers: 1 });
    expect(words.at(-1)).toBe('start retry 3750');
  });

  it('a refresh that fails with little time left costs the connection', () => {
    const late: LineState = { ...lineStates.ready, expiresAt: sampleNow + 1_000 };
    expect(run(late, lineEvents['register-failed']).state).toMatchObject({ kind: 'waiting', server: 1 });
  });
});

describe('time', () => {
  const { ready } = lineStates;
  const later = { now: ready.expiresAt + 3 * 3_600_000 };

  it('a half-open connection is noticed within 10 s', () => {
    expect(defaultLinePolicy.pingAfterMs + defaultLinePolicy.pongDeadlineMs).toBeLessThanOrEqual(10_000);
  });

  it('waking up past the lifetime connects anew at once', () => {
    const woken = run(ready, { kind: 'wake' }, later);
    expect(woken.state).toMatchObject({ kind: 'connecting', server: 0, attempt: 1 });
    expect(woken.words).toContain('disconnect');
  });

  it('a line that is doubted says so until the server shows that it is there', () => {
    for (const event of [lineEvents.wake, lineEvents['network-up'], lineEvents.retry]) {
      const doubted = run(ready, event).state;
      expect(doubted).toEqual({ ...ready, doubted: true });
      expect(run(doubted, lineEvents.alive).state).toEqual({ ...ready, doubted: false });
      expect(run(doubted, { kind: 'timer', timer: 'pong-deadline' }).state.kind).toBe('connecting');
      expect(run(doubted, event), 'what puts its deadline off').toEqual({ state: doubted, effects: [], words: [] });
    }
  });

  it('a doubted line that does not answer is connected anew at once, however young', () => {
    const young: LineState = { ...ready, since: sampleNow - 500, attempt: 4, doubted: true };
    expect(run(young, { kind: 'timer', timer: 'pong-deadline' }).state).toMatchObject({ kind: 'connecting' });
  });

  it('a ping that comes much too late doubts the line: the program was not running', () => {
    const asleep = run(ready, lineEvents['timer ping'], { silentMs: 12_000 });
    expect(asleep.state).toEqual({ ...ready, doubted: true });
    expect(asleep.words).toContain('start pong-deadline 1000');
    expect(run(ready, lineEvents['timer ping'], { silentMs: 5_100 }).state).toBe(ready);
  });

  it('hours that passed unnoticed are noticed with the next ping or sign of life, once', () => {
    for (const event of [lineEvents['timer ping'], lineEvents.alive]) {
      const noticed = run(ready, event, later);
      expect(noticed.state).toEqual({ ...ready, refreshing: true });
      expect(noticed.words).toContain('register 600');
      expect(run(noticed.state, event, later).words).not.toContain('register 600');
    }
  });

  it('a clock that was set back changes nothing', () => {
    const earlier = { now: sampleNow - 5 * 3_600_000 };
    expect(run(ready, lineEvents['timer refresh'], earlier).words).toContain('register 600');
    expect(run(lineStates.waiting, lineEvents['timer retry'], earlier).state.kind).toBe('connecting');
  });

  it('does not refresh twice at a time', () => {
    const busy: LineState = { ...ready, refreshing: true };
    expect(run(busy, lineEvents['timer refresh'])).toMatchObject({ state: busy, effects: [] });
    expect(run(busy, lineEvents.unregistered)).toMatchObject({ state: busy, effects: [] });
  });
});

describe('the network', () => {
  it('without one, the line waits for it and no timer runs', () => {
    expect(run(lineStates.off, { kind: 'start' }, { online: false })).toMatchObject({
      state: { kind: 'offline', server: 0 },
      effects: [],
    });
    expect(run(lineStates.offline, { kind: 'wake' }, { online: false })).toMatchObject({ state: lineStates.offline });
    for (const state of Object.values(lineStates)) {
      const { words } = run(state, { kind: 'network-down' });
      expect(words.filter((word) => word.startsWith('start'))).toEqual([]);
    }
  });

  it('a new one forgets the failures of the old', () => {
    expect(run(lineStates.waiting, { kind: 'network-up' }).state).toMatchObject({ attempt: 1 });
    expect(run(lineStates.waiting, { kind: 'retry' }).state).toMatchObject({ attempt: 3 });
  });
});
