import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCredentials, type Keyring } from './credentials';
import { fakeLog } from './fakes/log';

/** A keyring in memory whose next answers can be made to fail or to wait. */
function fakeKeyring() {
  const entries = new Map<string, string>();
  const calls: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  let failure: Error | null = null;
  const turn = async (call: string) => {
    calls.push(call);
    await gate;
    if (failure) throw failure;
  };
  const keyring: Keyring = {
    async getPassword(service, account) {
      await turn(`get ${service} ${account}`);
      return entries.get(account) ?? null;
    },
    async setPassword(service, account, password) {
      await turn(`set ${service} ${account}`);
      entries.set(account, password);
    },
    async deletePassword(service, account) {
      await turn(`delete ${service} ${account}`);
      return entries.delete(account);
    },
  };
  return {
    keyring,
    entries,
    calls,
    fail: (message: string | null) => (failure = message === null ? null : new Error(message)),
    /** From now on nothing is answered until the function that this returns is called. */
    hold(): () => void {
      let open = () => {};
      gate = new Promise((resolve) => (open = resolve));
      return open;
    },
  };
}

const NO_SERVICE = 'The name org.freedesktop.secrets was not provided by any .service files';
const NO_BUS = 'Cannot autolaunch D-Bus without X11 $DISPLAY';
const NAME = '1001@pbx.test';

let fake: ReturnType<typeof fakeKeyring>;
let log: ReturnType<typeof fakeLog>;
function create(loadKeyring: () => Promise<Keyring> = async () => fake.keyring) {
  const credentials = createCredentials({ loadKeyring, log, timeout: 5_000 });
  return {
    ...credentials,
    get isWaiting() {
      return credentials.isWaiting;
    },
    loadAll: credentials.load,
    async load(name: string, expected: boolean) {
      const [secret] = await credentials.load([{ name, expected }]);
      return secret!;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  fake = fakeKeyring();
  log = fakeLog();
});
afterEach(() => {
  expect(log.lines.join()).not.toContain('geheim');
  vi.useRealTimers();
});

describe('with a keyring', () => {
  it('keeps the password there and nowhere else', async () => {
    expect(await create().save(NAME, 'geheim')).toEqual({ kind: 'keyring' });
    expect(fake.entries.get(NAME)).toBe('geheim');
    expect(await create().load(NAME, true)).toEqual({ secret: 'geheim', storage: { kind: 'keyring' } });
  });

  it('forgets it there', async () => {
    const credentials = create();
    await credentials.save(NAME, 'geheim');
    await credentials.forget(NAME);
    expect(fake.entries.size).toBe(0);
    expect(await credentials.load(NAME, false)).toEqual({ secret: null, storage: { kind: 'keyring' } });
  });

  it('loads the native module only when it is asked for something', async () => {
    const load = vi.fn(async () => fake.keyring);
    const credentials = create(load);
    expect(load).not.toHaveBeenCalled();
    await credentials.load(NAME, false);
    await credentials.load(NAME, false);
    expect(load).toHaveBeenCalledOnce();
  });

  it('leaves no timer behind', async () => {
    await create().save(NAME, 'geheim');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('without a keyring', () => {
  it.each([
    ['no service', NO_SERVICE, 'no-keyring'],
    ['no bus', NO_BUS, 'no-keyring'],
    ['a disabled bus', 'Unknown or unsupported transport “disabled” for address “disabled:”', 'no-keyring'],
    ['a dismissed prompt', 'Prompt dismissed', 'locked'],
    ['a locked one', 'Cannot create an item in a locked collection', 'locked'],
    ['macOS without a session', 'User interaction is not allowed.', 'locked'],
    ['anything else', 'disk quota', 'failed'],
  ])('%s: says why, and the password works for the session', async (_name, message, why) => {
    fake.fail(message);
    const credentials = create();
    expect(await credentials.save(NAME, 'geheim')).toEqual({ kind: 'memory', why });
    expect(await credentials.load(NAME, false)).toEqual({ secret: 'geheim', storage: { kind: 'memory', why } });
    expect(await create().load(NAME, false)).toEqual({ secret: null, storage: { kind: 'memory', why } });
  });

  it('a module that cannot be loaded counts as none', async () => {
    const credentials = create(async () =>
      Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file')),
    );
    expect(await credentials.save(NAME, 'geheim')).toEqual({ kind: 'memory', why: 'no-keyring' });
    await expect(credentials.forget(NAME)).resolves.toBeUndefined();
    expect((await credentials.load(NAME, false)).secret).toBeNull();
  });

  it('one that comes back takes the password out of memory', async () => {
    const credentials = create();
    fake.fail(NO_SERVICE);
    await credentials.save(NAME, 'geheim');
    fake.fail(null);
    expect(await credentials.save(NAME, 'geheim')).toEqual({ kind: 'keyring' });
    expect((await credentials.load(NAME, true)).storage).toEqual({ kind: 'keyring' });
  });
});

describe('a locked keyring', () => {
  it('that gives nothing although it holds the password is told apart from an empty one', async () => {
    expect(await create().load(NAME, true)).toEqual({ secret: null, storage: { kind: 'memory', why: 'locked' } });
    expect(await create().load(NAME, false)).toEqual({ secret: null, storage: { kind: 'keyring' } });
  });

  it('that waits for its user holds nobody up', async () => {
    fake.hold();
    const credentials = create();
    const loading = credentials.load(NAME, true);
    const saving = credentials.save(NAME, 'geheim');
    const forgetting = credentials.forget('other@pbx.test');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await loading).toEqual({ secret: null, storage: { kind: 'memory', why: 'timeout' } });
    expect(await saving).toEqual({ kind: 'memory', why: 'timeout' });
    await expect(forgetting).resolves.toBeUndefined();
  });

  it('has one request at a time, so that it blocks one thread only', async () => {
    fake.hold();
    const credentials = create();
    void credentials.load(NAME, true);
    void credentials.save(NAME, 'geheim');
    void credentials.forget(NAME);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.calls).toEqual([`get Sidetone ${NAME}`]);
  });

  it('that waits is known to, so that the end of the program does not', async () => {
    const open = fake.hold();
    const credentials = create();
    expect(credentials.isWaiting).toBe(false);
    const loading = credentials.load(NAME, true);
    await vi.advanceTimersByTimeAsync(5_000);
    await loading;
    expect(credentials.isWaiting).toBe(true);
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(credentials.isWaiting).toBe(false);
  });

  it('that is unlocked late has the password ready for the next load', async () => {
    fake.entries.set(NAME, 'geheim');
    const open = fake.hold();
    const credentials = create();
    const loading = credentials.load(NAME, true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await loading).secret).toBeNull();
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect((await credentials.load(NAME, true)).secret).toBe('geheim');
  });

  it('that is unlocked late tells of it once the password is there', async () => {
    fake.entries.set(NAME, 'geheim');
    const open = fake.hold();
    const arrivedLate = vi.fn();
    const credentials = createCredentials({ loadKeyring: async () => fake.keyring, log, arrivedLate });
    const loading = credentials.load([{ name: NAME, expected: true }]);
    await vi.advanceTimersByTimeAsync(5_000);
    await loading;
    expect(arrivedLate).not.toHaveBeenCalled();
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(arrivedLate).toHaveBeenCalledOnce();
  });

  it('that takes a password late gives it up again when it was forgotten meanwhile', async () => {
    const open = fake.hold();
    const credentials = create();
    const saving = credentials.save(NAME, 'geheim');
    const forgetting = credentials.forget(NAME);
    await vi.advanceTimersByTimeAsync(5_000);
    await Promise.all([saving, forgetting]);
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(fake.entries.size).toBe(0);
    expect((await credentials.load(NAME, false)).secret).toBeNull();
  });

  it('that gives a password late brings nothing back that was forgotten', async () => {
    fake.entries.set(NAME, 'geheim');
    const open = fake.hold();
    const credentials = create();
    const loading = credentials.load(NAME, true);
    await vi.advanceTimersByTimeAsync(5_000);
    await loading;
    const forgetting = credentials.forget(NAME);
    open();
    await vi.advanceTimersByTimeAsync(0);
    await forgetting;
    expect((await credentials.load(NAME, false)).secret).toBeNull();
  });
});

describe('several at once', () => {
  const all = ['1@a', '2@a', '3@a'];
  const wanted = all.map((name) => ({ name, expected: true }));
  const locked = { secret: null, storage: { kind: 'memory', why: 'locked' } };

  it('gives each what it has, in one request to the keyring at a time', async () => {
    for (const name of all) fake.entries.set(name, `geheim ${name}`);
    const loaded = await create().loadAll(wanted);
    expect(loaded).toEqual(all.map((name) => ({ secret: `geheim ${name}`, storage: { kind: 'keyring' } })));
  });

  it('one whose entry was removed does not keep the others from theirs', async () => {
    fake.entries.set('1@a', 'geheim').set('3@a', 'geheim');
    const loaded = await create().loadAll(wanted);
    expect(loaded.map(({ secret }) => secret)).toEqual(['geheim', null, 'geheim']);
    expect(loaded[1]).toEqual(locked);
  });

  it('asks the user to unlock it once at most, also when the request is put away', async () => {
    const open = fake.hold();
    const loading = create().loadAll(wanted);
    await vi.advanceTimersByTimeAsync(2_000);
    open();
    expect(await loading).toEqual([locked, locked, locked]);
    expect(fake.calls).toEqual(['get Sidetone 1@a']);
  });

  it('does not ask the user again for what nobody waits for, until it was unlocked', async () => {
    const { loadAll, save } = create();
    const putAway = fake.hold();
    const first = loadAll([{ name: NAME, expected: true }]);
    const behind = loadAll([{ name: 'portal', expected: true }], true);
    await vi.advanceTimersByTimeAsync(1_000);
    putAway();
    expect((await first)[0]?.storage).toEqual({ kind: 'memory', why: 'locked' });
    expect((await behind)[0]?.storage).toEqual({ kind: 'memory', why: 'locked' });
    expect(fake.calls).toEqual([`get Sidetone ${NAME}`]);

    await save(NAME, 'pw');
    fake.entries.set('portal', 'tokens');
    expect((await loadAll([{ name: 'portal', expected: true }], true))[0]?.secret).toBe('tokens');
  });

  it('waits no longer for many than for one, and has them all once the user has unlocked it', async () => {
    for (const name of all) fake.entries.set(name, 'geheim');
    const open = fake.hold();
    const credentials = create();
    const loading = credentials.loadAll(wanted);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await loading).map(({ storage }) => storage)).toEqual(all.map(() => ({ kind: 'memory', why: 'timeout' })));
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect((await credentials.loadAll(wanted)).map(({ secret }) => secret)).toEqual(all.map(() => 'geheim'));
  });

  it('takes those that live in memory without asking', async () => {
    const credentials = create();
    fake.fail(NO_SERVICE);
    await credentials.save('2@a', 'geheim');
    const loaded = await credentials.loadAll(wanted);
    expect(loaded.map(({ secret }) => secret)).toEqual([null, 'geheim', null]);
    expect(loaded.map(({ storage }) => storage)).toEqual(all.map(() => ({ kind: 'memory', why: 'no-keyring' })));
    expect(fake.calls.filter((call) => call.includes('get Sidetone 2@a'))).toEqual([]);
  });
});
