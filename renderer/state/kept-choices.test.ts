import { describe, expect, it } from 'vitest';
import type { Settings } from '../../preload/contract';
import { defaultSettings } from '../../preload/settings';
import { accountDefaults, type Account } from '../phone/account';
import { phoneOnFakes } from '../phone/fakes/fake-phone';
import { keepChoices } from './kept-choices';

const account = (id: string): Account => ({
  ...accountDefaults,
  id,
  servers: [`wss://${id}.test/ws`],
  user: id,
  authUser: '',
  domain: 'pbx.test',
  displayName: '',
  expires: 600,
  iceServers: [],
  practice: false,
});

function start(kept: Partial<Settings> = {}) {
  const { phone, clock } = phoneOnFakes();
  const saved: Partial<Settings>[] = [];
  const stop = keepChoices(
    phone,
    { ...defaultSettings, ...kept },
    { save: (changes) => Promise.resolve(void saved.push(changes)) },
    () => clock.now(),
  );
  const signIn = (...ids: string[]) => {
    for (const id of ids) phone.signIn(account(id), 'pw');
  };
  const quietLines = () => phone.state.lines.flatMap(({ account: { id }, doNotDisturb }) => (doNotDisturb ? [id] : []));
  return { phone, clock, saved, stop, signIn, quietLines };
}
const soon = () => phoneOnFakes().clock.now() + 60_000;

describe('what is restored', () => {
  it('do not disturb of all lines, at once', () => {
    const { phone, saved } = start({ doNotDisturb: { until: null } });
    expect(phone.state.doNotDisturb).toEqual({ until: null });
    expect(saved).toEqual([]);
  });

  it('but not one that is over', () => {
    const { phone } = start({ doNotDisturb: { until: soon() - 60_000 } });
    expect(phone.state.doNotDisturb).toBeNull();
  });

  it('that of single lines and the choice, as soon as the lines are there', () => {
    const kept = { doNotDisturbLines: { b: { until: soon() } }, chosenLine: 'b' };
    const { phone, saved, signIn, quietLines } = start(kept);
    signIn('a', 'b', 'c');
    expect(quietLines()).toEqual(['b']);
    expect(phone.state.chosen).toBe('b');
    expect(saved).toEqual([]);
  });

  it('and is kept for a line that is not there today', () => {
    const { phone, saved, signIn } = start({ doNotDisturbLines: { z: { until: null } }, chosenLine: 'z' });
    signIn('a', 'b');
    phone.setDoNotDisturb({ until: null }, 'a');
    expect(saved).toEqual([{ doNotDisturbLines: { z: { until: null }, a: { until: null } } }]);
  });
});

describe('what is kept', () => {
  it('do not disturb, set, timed and switched off', () => {
    const { phone, saved, signIn } = start();
    signIn('a');
    phone.setDoNotDisturb({ until: null });
    phone.setDoNotDisturb({ until: soon() });
    phone.setDoNotDisturb(null);
    phone.setDoNotDisturb({ until: soon() }, 'a');
    phone.setDoNotDisturb(null, 'a');
    expect(saved).toEqual([
      { doNotDisturb: { until: null } },
      { doNotDisturb: { until: soon() } },
      { doNotDisturb: null },
      { doNotDisturbLines: { a: { until: soon() } } },
      { doNotDisturbLines: {} },
    ]);
  });

  it('that it ended by the clock', async () => {
    const { phone, clock, saved, signIn } = start({ doNotDisturb: { until: soon() } });
    signIn('a');
    clock.advance(60_000);
    expect(phone.state.doNotDisturb).toBeNull();
    expect(saved).toEqual([{ doNotDisturb: null }]);
  });

  it('the line that the user chose, not one that the phone fell back to', async () => {
    const { phone, saved, signIn } = start();
    signIn('a', 'b', 'c');
    expect(saved).toEqual([]);
    phone.choose('b');
    expect(saved).toEqual([{ chosenLine: 'b' }]);
    const signedOut = phone.signOut('b');
    expect(phone.state.chosen).not.toBe('b');
    await signedOut;
    expect(saved).toHaveLength(1);
  });

  it('nothing of what the end of the program does', async () => {
    const { phone, saved, stop, signIn } = start({ doNotDisturb: { until: null }, chosenLine: 'a' });
    signIn('a');
    stop();
    await phone.close();
    expect(saved).toEqual([]);
  });
});
