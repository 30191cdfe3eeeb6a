import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../preload/contract';
import { defaultSettings } from '../../preload/settings';
import type { Host } from '../host/host';
import { accountDefaults } from '../phone/account';
import { phoneOnFakes } from '../phone/fakes/fake-phone';
import { connectHost } from './commands';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A host whose commands are given by hand. */
function start() {
  const { phone } = phoneOnFakes();
  const reports: Snapshot[] = [];
  const asked: Record<string, (...args: never[]) => unknown> = {};
  const take = (name: string) => (listener: (...args: never[]) => unknown) => {
    asked[name] = listener;
    return () => {};
  };
  const host: Pick<Host, 'phone' | 'power' | 'recovery' | 'settings'> = {
    phone: {
      report: (snapshot) => void reports.push(snapshot),
      onAnswer: take('answer'),
      onDecline: take('decline'),
      onHangUp: take('hangUp'),
      onSetMuted: take('setMuted'),
      onSetDoNotDisturb: take('setDoNotDisturb'),
      onClose: take('close'),
      onMissedOpened: take('missedOpened'),
      onChooseDevice: take('chooseDevice'),
    },
    power: { onWoke: take('woke'), onNetworkChanged: take('networkChanged') },
    recovery: { take: () => Promise.resolve([]), alive: vi.fn() },
    settings: {
      load: () => Promise.reject(new Error('not asked for')),
      save: () => Promise.resolve(),
      onChanged: () => () => {},
      startWithSystem: true,
      zoom: true,
      card: true,
    },
  };
  const go = vi.fn();
  const tellDevices = connectHost(phone, host, { go }, defaultSettings);
  phone.signIn(
    {
      ...accountDefaults,
      id: 'a',
      servers: ['wss://a.test/ws'],
      user: '1001',
      authUser: '',
      domain: 'a.test',
      displayName: '',
      expires: 600,
      iceServers: [],
      practice: false,
    },
    'pw',
  );
  return { phone, reports, asked, host, go, tellDevices };
}

it('gives a sign of life at once and every second', () => {
  const { host } = start();
  expect(host.recovery?.alive).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10_000);
  expect(host.recovery?.alive).toHaveBeenCalledTimes(11);
});

it('reports what changed, and nothing twice', () => {
  const { phone, reports } = start();
  expect(reports.at(-1)).toMatchObject({ signedIn: true, line: 'ready' });
  for (const [index, report] of reports.entries()) expect(report).not.toEqual(reports[index - 1]);
  const before = reports.length;
  phone.markHistorySeen();
  expect(reports).toHaveLength(before);
});

it('mutes, sets do not disturb and ends calls as it is told to; window, tray and card see one state', () => {
  const { phone, reports, asked } = start();
  const dialled = phone.dial('600');
  const id = dialled.ok ? dialled.id : '';
  asked['setMuted']?.(...([id, true] as never[]));
  expect(phone.state.calls[0]?.muted).toBe(true);
  expect(reports.at(-1)?.calls[0]?.muted).toBe(true);
  phone.setMuted(id, false);
  expect(reports.at(-1)?.calls[0]?.muted).toBe(false);
  asked['setDoNotDisturb']?.(...([{ until: 5e12 }] as never[]));
  expect(reports.at(-1)).toMatchObject({ doNotDisturb: true, doNotDisturbUntil: 5e12 });
  asked['setDoNotDisturb']?.(...([null] as never[]));
  expect(reports.at(-1)).toMatchObject({ doNotDisturb: false, doNotDisturbUntil: null });
  asked['hangUp']?.(...([id] as never[]));
  expect(reports.at(-1)?.calls[0]?.state).toBe('ended');
});

it('tells of devices once they were looked for', () => {
  const { reports, tellDevices } = start();
  expect(reports.at(-1)?.microphones.devices).toEqual([]);
  const microphones = { devices: [{ key: 'm1', label: 'Jabra' }], chosen: 'm1' };
  tellDevices({ microphones, speakers: { devices: [], chosen: '' } });
  expect(reports.at(-1)?.microphones).toEqual(microphones);
});

it('opens the history', () => {
  const { asked, go } = start();
  asked['missedOpened']?.();
  expect(go).toHaveBeenCalledExactlyOnceWith('history');
});

it('asks the line for a sign of life when the computer got another address, or woke', () => {
  const { asked, phone } = start();
  const changed = vi.spyOn(phone, 'networkChanged');
  const woke = vi.spyOn(phone, 'woke');
  asked['networkChanged']?.();
  expect(changed).toHaveBeenCalledExactlyOnceWith(true);
  asked['woke']?.();
  expect(woke).toHaveBeenCalledOnce();
});
