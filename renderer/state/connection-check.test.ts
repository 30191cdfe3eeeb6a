import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CertificateFacts, Resolved } from '../../preload/contract';
import type { IceProbe, ServerProbe } from '../operator/probes';
import { fakeAccount, phoneOnFakes } from '../phone/fakes/fake-phone';
import { isLiving } from '../phone/snapshot';
import { ConnectionCheck } from './connection-check.svelte';
import type { CheckTarget } from './check-steps';

const now = Date.UTC(2026, 10, 23);
const day = 24 * 3600_000;
const good: CertificateFacts = {
  ok: true,
  subject: 'phone.example',
  issuer: 'Example Trust',
  validFrom: now - day,
  validTo: now + 90 * day,
  protocol: 'TLSv1.3',
  ms: 20,
};
const open: ServerProbe = { openedMs: 30, speaksSip: true, answer: { ms: 5, status: 200, server: 'Kamailio' } };
const gathered: IceProbe = { hostMs: 3, reflexiveMs: 30, relayMs: 40, errors: [] };

const world = {
  resolve: (): Resolved => ({ ok: true, addresses: ['203.0.113.1'], ms: 2 }),
  certificate: (): CertificateFacts => good,
  server: (): ServerProbe => open,
  ice: (): IceProbe => gathered,
  branding: (): Promise<string> => Promise.resolve('Northwind'),
  told: true,
};

function make(changes: Partial<typeof world> = {}) {
  const at = { ...world, ...changes };
  const { phone, ...fakes } = phoneOnFakes();
  const check = new ConnectionCheck({
    phone,
    check: at.told
      ? { resolve: () => Promise.resolve(at.resolve()), certificate: () => Promise.resolve(at.certificate()) }
      : null,
    probes: () => Promise.resolve({ server: () => Promise.resolve(at.server()), ice: () => Promise.resolve(at.ice()) }),
    branding: at.branding,
    called: () => {},
    now: () => now,
  });
  const states = () => Object.fromEntries(check.steps.map(({ step, state }) => [step, state]));
  const of = (name: string) => check.steps.find(({ step }) => step === name);
  return { phone, fakes, check, states, of };
}

const account: CheckTarget['account'] = {
  servers: ['wss://sip.example/ws'],
  domain: 'sip.example',
  iceServers: [{ urls: ['stun:stun.example', 'turn:turn.example'], username: 'a', credential: 'b' }],
};
const target: CheckTarget = { origin: 'https://phone.example', account };

describe('the connection check', () => {
  it('looks at every part in order and says what it found', async () => {
    const { check, states } = make();
    await check.run(target, '');
    expect(states()).toEqual({
      'web-name': 'passed',
      'web-certificate': 'passed',
      branding: 'passed',
      'switch-name': 'passed',
      'switch-certificate': 'passed',
      'web-socket': 'passed',
      options: 'passed',
      'ice-host': 'passed',
      'ice-reflexive': 'passed',
      'ice-relay': 'passed',
      echo: 'skipped',
    });
    expect(check.report).toContain('Passed · Certificate of the web server · 20 ms · Valid until');
    expect(check.running).toBe(false);
  });

  it('before sign-in knows the web server only, without an operator the phone system only', async () => {
    const before = make();
    await before.check.run({ origin: 'https://phone.example', account: null }, '');
    expect(before.states()).toMatchObject({ branding: 'passed', 'switch-name': 'skipped', echo: 'skipped' });
    const own = make();
    await own.check.run({ origin: '', account }, '');
    expect(Object.keys(own.states())[0]).toBe('switch-name');
  });

  it.each<[string, Partial<typeof world>, Record<string, string>, string, RegExp]>([
    [
      'a name that nobody knows',
      { resolve: () => ({ ok: false, code: 'ENOTFOUND', ms: 9 }) },
      { 'web-name': 'failed', 'web-certificate': 'skipped', 'switch-certificate': 'skipped' },
      'web-name',
      /ENOTFOUND/,
    ],
    [
      'an expired certificate',
      { certificate: () => ({ ok: false, problem: 'expired', detail: '', validTo: now - day, ms: 9 }) },
      { 'web-certificate': 'failed' },
      'web-certificate',
      /^Ran out on/,
    ],
    [
      'a certificate for another name',
      { certificate: () => ({ ok: false, problem: 'wrong-name', detail: 'other.example', validTo: null, ms: 9 }) },
      { 'switch-certificate': 'failed' },
      'switch-certificate',
      /other\.example/,
    ],
    [
      'a certificate that runs out soon',
      { certificate: () => ({ ...good, validTo: now + 3 * day }) },
      { 'web-certificate': 'warned' },
      'web-certificate',
      /in 3 days/,
    ],
    [
      'a portal that does not answer',
      { branding: () => Promise.reject(new Error('It is down.')) },
      { branding: 'failed', 'web-socket': 'passed' },
      'branding',
      /^It is down\.$/,
    ],
    [
      'a blocked WebSocket',
      { server: () => ({ openedMs: null, speaksSip: false, answer: null }) },
      { 'web-socket': 'failed', options: 'skipped' },
      'web-socket',
      /could not be opened/i,
    ],
    [
      'something else than SIP',
      { server: () => ({ ...open, speaksSip: false, answer: null }) },
      { 'web-socket': 'failed', options: 'failed' },
      'options',
      /did not answer/i,
    ],
    [
      'no UDP',
      { ice: () => ({ hostMs: 3, reflexiveMs: null, relayMs: null, errors: ['turn:turn.example: 701 timeout'] }) },
      { 'ice-host': 'passed', 'ice-reflexive': 'warned', 'ice-relay': 'warned' },
      'ice-relay',
      /gave no address/,
    ],
  ])('%s', async (_name, changes, states, step, fact) => {
    const made = make(changes);
    await made.check.run(target, '');
    expect(made.states()).toMatchObject(states);
    expect(made.of(step)?.fact).toMatch(fact);
    const bad = made.check.steps.filter(({ state }) => state === 'failed' || state === 'warned');
    for (const { help, step: name } of bad) expect(help, name).not.toBe('');
  });

  it('names both servers for the antivirus program', async () => {
    const { check, of } = make({ server: () => ({ openedMs: null, speaksSip: false, answer: null }) });
    await check.run(target, '');
    expect(of('web-socket')?.help).toContain('phone.example, sip.example');
  });

  it('a page that is not told of names and certificates leaves them out', async () => {
    const { check, states } = make({ told: false });
    await check.run(target, '');
    expect(states()).toMatchObject({ 'web-name': 'skipped', 'web-certificate': 'skipped', 'web-socket': 'passed' });
  });

  it('stopped, it leaves out what was to come', async () => {
    const { check, states } = make({
      branding: () => {
        check.stop();
        return Promise.resolve('late');
      },
    });
    await check.run(target, '');
    expect(states()).toMatchObject({ 'web-certificate': 'passed', branding: 'skipped', options: 'skipped' });
  });
});

describe('its test call', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function called(happens: (made: ReturnType<typeof make>, id: string) => Promise<void>) {
    const made = make();
    made.phone.signIn(fakeAccount, 'pw');
    const over = made.check.run(target, '600');
    await vi.advanceTimersByTimeAsync(0);
    await happens(made, made.phone.state.calls[0]?.id ?? '');
    await vi.advanceTimersByTimeAsync(30_000);
    await over;
    return { ...made, echo: made.of('echo') };
  }
  const answer = ({ fakes }: ReturnType<typeof make>, id: string) => {
    fakes.sip.line.sink.call(id, { kind: 'established' });
  };

  it('is left out while nobody is signed in', async () => {
    const { check, of } = make();
    await check.run(target, '600');
    expect(of('echo')).toMatchObject({ state: 'skipped', fact: 'Not signed in, or not ready' });
  });

  it('talks for five seconds, says how that was, and hangs up', async () => {
    const { echo, phone } = await called(async (made, id) => {
      expect(made.of('echo')).toMatchObject({ state: 'running', fact: 'Calling 600: say something' });
      answer(made, id);
      await import('../phone/quality-watch');
      for (let second = 0, packets = 0; second < 4; second += 1) {
        made.fakes.sip.line.measured = {
          codec: 'opus',
          packetsSent: packets,
          packetsReceived: (packets += 50),
          packetsLost: 0,
          jitter: 2,
          roundTrip: 20,
          levelIn: 0.05,
          levelOut: 0.05,
          levelMicrophone: 0.05,
          remoteLoss: null,
          firstSentAt: 1,
          firstReceivedAt: 1,
        };
        made.fakes.clock.advance(1_000);
        await vi.advanceTimersByTimeAsync(0);
      }
      await vi.advanceTimersByTimeAsync(4_000);
      expect(made.phone.state.calls[0]?.state.kind).toBe('active');
      await vi.advanceTimersByTimeAsync(1_500);
    });
    expect(echo).toMatchObject({ state: 'passed', help: '' });
    expect(echo?.fact).toMatch(/opus, 0\s?% lost, round trip 20 ms, quality 4\.\d of 4\.5/i);
    expect(phone.state.calls.filter(isLiving)).toEqual([]);
  });

  it('answered, but nothing came', async () => {
    const { echo } = await called((made, id) => {
      answer(made, id);
      return Promise.resolve();
    });
    expect(echo).toMatchObject({ state: 'failed', fact: 'The call was up, but no sound came' });
  });

  it('refused: says why', async () => {
    const { echo } = await called((made, id) => {
      made.fakes.sip.line.sink.call(id, { kind: 'rejected', status: 404, phrase: 'Not Found' });
      return Promise.resolve();
    });
    expect(echo?.state).toBe('failed');
    expect(echo?.fact).toMatch(/^600 did not answer: \S+/);
  });

  it('never answered: given up, and hung up', async () => {
    const { echo, phone } = await called(() => Promise.resolve());
    expect(echo).toMatchObject({ state: 'failed' });
    expect(phone.state.calls.filter(isLiving)).toEqual([]);
  });

  it('leaves the call alone that is up', async () => {
    const { phone, check, of } = make();
    phone.signIn(fakeAccount, 'pw');
    phone.dial('1002');
    await check.run(target, '600');
    expect(of('echo')).toMatchObject({ state: 'skipped', fact: 'You are on a call' });
    expect(phone.state.calls.filter(isLiving)).toHaveLength(1);
  });
});
