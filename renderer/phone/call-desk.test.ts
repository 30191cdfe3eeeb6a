import { describe, expect, it } from 'vitest';
import type { CallSignal } from './call';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { wellScript, type Script } from './fakes/fake-sip';
import type { Refusal } from './phone-api';
import type { CallId } from './ports';
import { isTalking } from './snapshot';

function signedIn(script?: Script, options?: { strict?: boolean }) {
  const fakes = phoneOnFakes(script, options);
  const { phone, sip } = fakes;
  phone.signIn(fakeAccount, 'x');
  const call = (id: CallId) => phone.state.calls.find((one) => one.id === id);
  const answered = () => {
    const id = sip.line.ring();
    phone.answer(id, 'by-hand');
    return id;
  };
  const dial = (number = '600') => {
    const result = phone.dial(number);
    if (!result.ok) throw new Error(result.problem);
    return result.id;
  };
  return { ...fakes, call, answered, dial };
}

const heldBy = (local: boolean) => ({ state: { kind: 'active', hold: { local } } });

describe('a refusal', () => {
  it.each<[Refusal, string]>([
    [{ kind: 'decline' }, 'reject in-1 603'],
    [{ kind: 'busy' }, 'reject in-1 486'],
    [{ kind: 'busy-everywhere' }, 'reject in-1 600'],
    [{ kind: 'reason', text: 'In a meeting\r\nX: y' }, 'reject in-1 603 In a meeting X: y'],
    [{ kind: 'reason', text: '\u202e \n' }, 'reject in-1 603'],
    [{ kind: 'send-on', target: '10 03' }, 'redirect in-1 1003'],
  ])('%j', (refusal, command) => {
    const { phone, sip } = signedIn();
    phone.decline(sip.line.ring(), refusal);
    expect(sip.line.commands.at(-1)).toBe(command);
    expect(phone.state.missed).toBe(0);
    const { kind } = phone.state.history[0]!.reason;
    expect(kind).toBe(refusal.kind === 'send-on' ? 'forwarded' : 'declined');
  });

  it('that leads nowhere leaves the call ringing', () => {
    const { phone, sip, call } = signedIn();
    const id = sip.line.ring();
    phone.decline(id, { kind: 'send-on', target: '' });
    expect(call(id)?.state.kind).toBe('ringing');
  });
});

describe('several calls', () => {
  it('are as many as the settings say; beyond that callers hear busy', () => {
    const { phone, sip, answered } = signedIn();
    phone.setSettings({ callLimit: 3, interruptionLimit: 0, historyDays: 0 });
    answered();
    answered();
    sip.line.ring();
    sip.line.ring();
    expect(sip.line.commands.at(-1)).toBe('reject in-4 486');
    expect(phone.state.calls).toHaveLength(3);
    expect(phone.state.missed).toBe(1);
    expect(phone.dial('600')).toEqual({ ok: false, problem: 'too-many-calls' });
  });

  it('are all held by one command', () => {
    const { phone, call, answered } = signedIn();
    const ids = [answered(), answered(), answered()];
    phone.holdAll();
    expect(ids.map(call)).toMatchObject([heldBy(true), heldBy(true), heldBy(true)]);
  });

  it('taking one back waits until the other is held, but not for ever', () => {
    const { phone, sip, clock, call, answered } = signedIn();
    const first = answered();
    const second = answered();
    sip.script = { ...wellScript, setHold: () => [] };
    sip.line.commands = [];
    phone.setHold(first, false);
    expect(sip.line.commands).toEqual([`hold ${second} true`]);
    sip.line.sink.call(second, { kind: 'local-hold', on: true });
    expect(sip.line.commands).toEqual([`hold ${second} true`, `hold ${first} false`]);
    sip.line.sink.call(first, { kind: 'local-hold', on: false });
    phone.setHold(second, false);
    expect(sip.line.commands.at(-1)).toBe(`hold ${first} true`);
    clock.advance(2_000);
    expect(sip.line.commands).toContain(`hold ${second} false`);
    expect(call(second)).toMatchObject(heldBy(true));
  });

  it('a return that waits is forgotten when all are held, or the call is over', () => {
    const { phone, sip, clock, answered } = signedIn();
    const first = answered();
    answered();
    sip.script = { ...wellScript, setHold: () => [] };
    phone.setHold(first, false);
    phone.holdAll();
    phone.setHold(first, false);
    sip.line.sink.call(first, { kind: 'bye', cause: 0 });
    sip.line.commands = [];
    clock.advance(2_000);
    expect(sip.line.count('hold')).toBe(0);
  });

  it('a return that waits is forgotten when that call is to stay on hold', () => {
    const { phone, sip, answered } = signedIn();
    const first = answered();
    const second = answered();
    sip.script = { ...wellScript, setHold: () => [] };
    phone.setHold(first, false);
    phone.setHold(first, true);
    sip.line.commands = [];
    sip.line.sink.call(second, { kind: 'local-hold', on: true });
    expect(sip.line.count('hold')).toBe(0);
  });

  it('each on its own line', () => {
    const { phone, sip, call } = signedIn();
    phone.signIn({ ...fakeAccount, id: 'account-2', user: '2001' }, 'x');
    const [one, two] = sip.lines;
    phone.answer(one!.ring({ callId: 'a' }), 'by-hand');
    phone.answer(two!.ring({ callId: 'b' }), 'by-hand');
    expect(one!.commands).toContain('hold a true');
    expect([call('a')?.line, call('b')?.line]).toEqual(['account-1', 'account-2']);
    one!.sink.call('b', { kind: 'bye', cause: 0 });
    expect(call('b')?.state.kind).toBe('active');
  });
});

describe('who it is', () => {
  it('says who sent the call on, what was called, and how it rings', () => {
    const { phone, sip, call } = signedIn();
    const via = { name: 'Re\u202eception', number: '1000', uri: 'sip:1000@pbx.test' };
    const id = sip.line.ring({ via, called: '0800\n1', ring: 'internal' });
    const shown = { via: { ...via, name: 'Reception' }, called: '0800 1', ring: 'internal', line: 'account-1' };
    expect(call(id)).toMatchObject(shown);
    phone.decline(id);
    expect(phone.state.history[0]).toMatchObject({ via: shown.via, lineId: 'account-1' });
  });

  it('follows the switch, and keeps in the history whom it began with', () => {
    const { phone, sip, call, answered } = signedIn();
    const id = answered();
    const party = { name: 'Bo\nb', number: '1003', uri: 'sip:1003@pbx.test' };
    sip.line.sink.call(id, { kind: 'party', party });
    expect(call(id)?.party).toEqual({ ...party, name: 'Bo b' });
    phone.hangUp(id);
    expect(phone.state.history[0]?.party).toMatchObject({ name: 'Alice', number: '1002' });
  });

  it('gives a dialled number the name that the switch tells', () => {
    const { phone, sip, dial } = signedIn();
    const id = dial();
    sip.line.sink.call(id, { kind: 'party', party: { name: 'Echo', number: '600', uri: 'sip:600@pbx.test' } });
    phone.hangUp(id);
    expect(phone.state.history[0]?.party).toEqual({ name: 'Echo', number: '600', uri: 'sip:600@pbx.test' });
  });
});

describe('a call without sound', () => {
  it('is sought while its line is there, and ended after the limit', () => {
    const { phone, sip, clock, answered } = signedIn();
    phone.setSettings({ callLimit: 4, interruptionLimit: 60, historyDays: 0 });
    const id = answered();
    sip.line.sink.call(id, { kind: 'media-interrupted' });
    clock.advance(59_999);
    expect(sip.line.count('restore')).toBeGreaterThan(5);
    expect(sip.line.count('bye')).toBe(0);
    clock.advance(1);
    expect(sip.line.count('bye')).toBe(1);
    expect(phone.state.history[0]?.reason).toEqual({ kind: 'interrupted' });
  });

  it('is left in peace once the sound is back', () => {
    const { sip, clock, answered } = signedIn();
    const id = answered();
    sip.line.sink.call(id, { kind: 'media-interrupted' });
    sip.line.sink.call(id, { kind: 'media-flowing' });
    sip.line.commands = [];
    clock.advance(600_000);
    expect(sip.line.count('restore') + sip.line.count('bye')).toBe(0);
  });
});

describe('whatever is pressed', () => {
  it('one call or one conference is talked on, and nothing is left over', async () => {
    const wrong: string[] = [];
    let conferences = 0;
    let transferred = 0;
    for (let seed = 1; seed <= 25; seed++) {
      let value = seed;
      const draw = (below: number) => {
        value = (value * 48_271) % 2_147_483_647;
        return value % below;
      };
      const { phone, sip, clock, conference, call } = signedIn(wellScript, { strict: false });
      clock.randoms = [0.1, 0.9, 0.4];
      phone.setSettings({ callLimit: 4, interruptionLimit: 30, historyDays: 0 });
      const replaces = { callId: 'd', localTag: 'a', remoteTag: 'b', remoteUri: 'sip:1003@pbx.test', early: false };
      const signals: CallSignal[] = [
        { kind: 'established' },
        { kind: 'bye', cause: 0 },
        { kind: 'rejected', status: 486, phrase: '' },
        { kind: 'redirected', targets: ['sip:601@pbx.test', 'sip:9@elsewhere.test'] },
        { kind: 'redirected', targets: ['sip:9@elsewhere.test'] },
        { kind: 'transfer', status: 180, final: false },
        { kind: 'transfer', status: 200, final: true },
        { kind: 'transfer', status: 486, final: true },
        { kind: 'referred', target: 'sip:1003@pbx.test', attended: true, referredBy: '', replaces },
        { kind: 'referred', target: 'sip:1003@pbx.test', attended: false, referredBy: 'x', replaces: null },
        { kind: 'remote-hold', on: true },
        { kind: 'remote-hold', on: false },
        { kind: 'media-interrupted' },
        { kind: 'media-flowing' },
        { kind: 'media-failed' },
        { kind: 'cancelled', cause: 0 },
      ];
      for (let step = 0; step < 150; step++) {
        const living = phone.state.calls.filter((one) => one.state.kind !== 'ended');
        const id = living[draw(Math.max(living.length, 1))]?.id ?? 'none';
        const other = living[draw(Math.max(living.length, 1))]?.id ?? 'none';
        const ring = () => sip.line.ring({ callId: `${String(seed)}-${String(step)}`, replaces: draw(3) ? null : id });
        const answer = () => phone.answer(id, draw(3) ? 'by-hand' : 'automatic');
        const actions: (() => unknown)[] = [
          () => phone.dial('600,1w2', draw(2) ? { consultFor: id } : {}),
          ring,
          ring,
          ring,
          answer,
          answer,
          answer,
          () => draw(3) === 0 && phone.hangUp(id),
          () => draw(3) === 0 && phone.decline(id, { kind: 'send-on', target: '1003' }),
          () => phone.setMuted(id, draw(2) === 1),
          () => phone.setHold(id, draw(2) === 1),
          () => phone.holdAll(),
          () => phone.sendDtmf(id, '1,2w3'),
          () => phone.sendWaitingDigits(id),
          () => phone.transfer(id, '1003'),
          () => phone.completeTransfer(id),
          () => phone.acceptReferral(id),
          () => phone.refuseReferral(id),
          () => phone.followRedirect(id),
          () => phone.startConference(),
          () => phone.startConference(),
          () => draw(2) && phone.endConference(),
          () => phone.leaveConference(),
          () => phone.setPartyMuted(other, draw(2) === 1),
          () => clock.advance(draw(5_000)),
        ];
        const action = draw(actions.length + 8);
        if (action < actions.length) actions[action]?.();
        else if (id !== 'none') sip.line.sink.call(id, signals[draw(signals.length)]!);

        const talking = phone.state.calls.filter(isTalking);
        const alone = talking.filter((one) => !one.conference);
        if (alone.length > 1 || (alone.length === 1 && talking.length > 1))
          wrong.push(`seed ${String(seed)}, step ${String(step)}: ${String(talking.length)} are talked on`);
        const joined = phone.state.calls.filter((one) => one.conference).map((one) => one.id);
        if (joined.length === 1 || [...conference.mixed].toSorted().join() !== joined.toSorted().join())
          wrong.push(
            `seed ${String(seed)}, step ${String(step)}: ${joined.join()} mixed as ${conference.mixed.join()}`,
          );
        if (new Set(joined.map((one) => call(one)?.muted)).size > 1)
          wrong.push(`seed ${String(seed)}, step ${String(step)}: muted for some of a conference`);
        if (joined.length > 0) conferences += 1;
      }
      transferred += phone.state.history.filter((entry) => entry.reason.kind === 'transferred').length;
      const closing = phone.close();
      clock.advance(10_000);
      await closing;
      const recorded = new Set(phone.state.history.map((entry) => entry.id)).size;
      if (recorded !== phone.state.history.length) wrong.push(`seed ${String(seed)}: recorded twice`);
      if (clock.pending > 0) wrong.push(`seed ${String(seed)}: ${String(clock.pending)} timers left`);
      if (conference.mixed.length > 0 || conference.muted.size > 0) wrong.push(`seed ${String(seed)}: still mixed`);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    // The test is worth nothing when it never gets there.
    expect(conferences).toBeGreaterThan(100);
    expect(transferred).toBeGreaterThan(20);
  });
});
