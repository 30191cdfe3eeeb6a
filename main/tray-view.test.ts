import { describe, expect, it } from 'vitest';
import type { CallSnapshot, Snapshot } from '../preload/contract';
import { callWith, snapshotWith } from './fakes/snapshot';
import { nothing } from './phone-link';
import { trayView, type TrayFace } from './tray-view';

const states: CallSnapshot['state'][] = ['ringing', 'connecting', 'active', 'ended'];
const quietItems = (snapshot: Snapshot) => {
  const menu = trayView(snapshot).menu.find((item) => item.kind === 'submenu');
  return menu?.kind === 'submenu' ? menu : null;
};
const labels = (snapshot: Snapshot) =>
  trayView(snapshot).menu.map((item) => (item.kind === 'separator' ? '—' : item.label));
const submenu = (snapshot: Snapshot, label: string) =>
  trayView(snapshot).menu.flatMap((item) => (item.kind === 'submenu' && item.label === label ? item.items : []));
const command = (snapshot: Snapshot, label: string) =>
  trayView(snapshot).menu.find((item) => item.kind === 'command' && item.label === label);

describe('the face', () => {
  it.each<[string, Partial<Snapshot>, TrayFace]>([
    ['ready', {}, 'ready'],
    ['not ready', { line: 'not-ready' }, 'not-ready'],
    ['do not disturb', { doNotDisturb: true }, 'dnd'],
    ['do not disturb without a line tells of the line', { doNotDisturb: true, line: 'not-ready' }, 'not-ready'],
    ['ringing', { calls: [callWith()] }, 'ringing'],
    ['being set up', { calls: [callWith({ state: 'connecting' })] }, 'on-call'],
    ['on a call', { calls: [callWith({ state: 'active' })] }, 'on-call'],
    ['on a call while the line is lost', { line: 'not-ready', calls: [callWith({ state: 'active' })] }, 'on-call'],
    ['on a call in do not disturb', { doNotDisturb: true, calls: [callWith({ state: 'active' })] }, 'on-call'],
    ['a second call rings', { calls: [callWith({ state: 'active' }), callWith({ id: 'c2' })] }, 'ringing'],
    ['ringing at the other side', { calls: [callWith({ direction: 'outgoing' })] }, 'on-call'],
    ['a call has ended', { calls: [callWith({ state: 'ended' })] }, 'ready'],
  ])('%s', (_name, changes, face) => {
    expect(trayView(snapshotWith(changes)).face).toBe(face);
  });

  it('before the first report is not ready', () => {
    expect(trayView(nothing)).toMatchObject({ face: 'not-ready', missed: false, tooltip: 'Sidetone: Not signed in' });
  });

  it('wears the badge while calls are missed', () => {
    expect(trayView(snapshotWith({ missed: 1 })).missed).toBe(true);
    expect(trayView(snapshotWith({ missed: 0 })).missed).toBe(false);
  });
});

describe('the tooltip', () => {
  it.each<[Partial<Snapshot>, string]>([
    [{ lineText: 'Ready on pbx.test' }, 'Sidetone: Ready on pbx.test'],
    [{ lineText: '' }, 'Sidetone: Starting'],
    [{ lineText: 'Ready', missed: 1 }, 'Sidetone: Ready · 1 missed call'],
    [{ lineText: 'Ready', missed: 2, doNotDisturb: true }, 'Sidetone: Ready · Do not disturb · 2 missed calls'],
    [
      { doNotDisturb: true, doNotDisturbUntil: new Date(2026, 0, 5, 14, 30).getTime() },
      'Sidetone: Ready · Do not disturb until 14:30',
    ],
    [{ voicemail: 1 }, 'Sidetone: Ready · 1 new voice message'],
    [{ voicemail: 3, messages: 2 }, 'Sidetone: Ready · 3 new voice messages · 2 new messages'],
    [
      { calls: [callWith({ state: 'active', muted: true })] },
      'Sidetone: On a call with Alice (1001), you are muted · Ready',
    ],
    [{ calls: [callWith({ state: 'active', held: true })] }, 'Sidetone: Alice (1001) is on hold · Ready'],
    [{ calls: [callWith()] }, 'Sidetone: Alice (1001) is calling · Ready'],
    [{ calls: [callWith({ state: 'active', name: '' })] }, 'Sidetone: On a call with 1001 · Ready'],
    [{ calls: [callWith({ name: '', number: '' })] }, 'Sidetone: Unknown number is calling · Ready'],
  ])('%j', (changes, tooltip) => {
    expect(trayView(snapshotWith(changes)).tooltip).toBe(tooltip);
  });

  it('is one short line, whatever the name is', () => {
    const name = `\u202e<b>${'ä'.repeat(10_000)}\n\u0007`;
    const { tooltip } = trayView(snapshotWith({ calls: [callWith({ name })] }));
    expect(Array.from(tooltip).length).toBeLessThanOrEqual(127);
    expect(tooltip).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(tooltip).toContain('<b>ää');
  });
});

describe('the menu', () => {
  it('at rest', () => {
    expect(labels(snapshotWith())).toEqual(['Ready', 'Show Sidetone', '—', 'Do not disturb', '—', 'Quit Sidetone']);
  });

  it('while one rings, one is active, both', () => {
    expect(labels(snapshotWith({ calls: [callWith()] }))).toContain('Answer');
    expect(labels(snapshotWith({ calls: [callWith()] }))).not.toContain('Hang up');
    expect(labels(snapshotWith({ calls: [callWith({ state: 'active' })] }))).toContain('Hang up');
    expect(labels(snapshotWith({ calls: [callWith({ state: 'active' })] }))).not.toContain('Answer');
    const both = snapshotWith({ calls: [callWith({ id: 'a', state: 'active' }), callWith({ id: 'r' })] });
    expect(command(both, 'Answer')).toMatchObject({ command: { kind: 'answer', callId: 'r' } });
    expect(command(both, 'Decline')).toMatchObject({ command: { kind: 'decline', callId: 'r' } });
    expect(command(both, 'Hang up')).toMatchObject({ command: { kind: 'hang-up', callId: 'a' } });
  });

  it('never offers to answer an outgoing or ended call', () => {
    for (const state of states) {
      const found = labels(snapshotWith({ calls: [callWith({ state })] })).includes('Answer');
      expect(found).toBe(state === 'ringing');
    }
    expect(labels(snapshotWith({ calls: [callWith({ direction: 'outgoing' })] }))).not.toContain('Answer');
  });

  it('ends the active call before one that is being set up', () => {
    const calls = [callWith({ id: 's', state: 'connecting' }), callWith({ id: 'a', state: 'active' })];
    expect(command(snapshotWith({ calls }), 'Hang up')).toMatchObject({ command: { callId: 'a' } });
  });

  it('ends and mutes the call that somebody talks in before one that is held', () => {
    const calls = [
      callWith({ id: 'h', state: 'active', held: true }),
      callWith({ id: 'a', state: 'active', muted: true }),
    ];
    expect(command(snapshotWith({ calls }), 'Hang up')).toMatchObject({ command: { callId: 'a' } });
    expect(command(snapshotWith({ calls }), 'Mute microphone')).toMatchObject({
      checked: true,
      command: { kind: 'mute', callId: 'a', on: false },
    });
  });

  it('mutes a call only once it is up', () => {
    expect(labels(snapshotWith({ calls: [callWith({ state: 'connecting' })] }))).not.toContain('Mute microphone');
    expect(command(snapshotWith({ calls: [callWith({ state: 'active' })] }), 'Mute microphone')).toMatchObject({
      checked: false,
      command: { on: true },
    });
  });

  it('tells of new voice messages', () => {
    expect(labels(snapshotWith({ voicemail: 2 }))).toContain('2 new voice messages');
  });

  it('begins with the state of the line, to be read only', () => {
    expect(trayView(snapshotWith({ lineText: 'Connecting' })).menu[0]).toMatchObject({
      label: 'Connecting',
      enabled: false,
    });
  });

  it('calls the last ones back, where somebody can be reached', () => {
    const at = Date.now() - 60_000;
    const call = { name: '', number: '', callBack: '', direction: 'incoming' as const, missed: false, at };
    const recent = [
      { ...call, name: 'Ada\n\u202eLovelace', number: '2002', callBack: '2002', missed: true },
      { ...call, number: '600', callBack: '600', direction: 'outgoing' as const, at: 0 },
      call,
    ];
    const menu = submenu(snapshotWith({ recent }), 'Recent calls');
    expect(menu).toMatchObject([
      { enabled: true, command: { kind: 'call', number: '2002' } },
      { enabled: true, command: { kind: 'call', number: '600' } },
      { enabled: false },
    ]);
    expect(menu.map((item) => 'label' in item && item.label)).toEqual([
      expect.stringMatching(/^Ada Lovelace \(2002\), missed, \w{3},? \d\d:\d\d$/),
      expect.stringMatching(/^600, outgoing, \w+ \w+$/),
      expect.stringMatching(/^Unknown.*, incoming, /),
    ]);
    expect(labels(snapshotWith({ recent: [] }))).not.toContain('Recent calls');
    expect(labels(snapshotWith({ recent, signedIn: false }))).not.toContain('Recent calls');
  });

  it('lets another device be chosen, or the system choose', () => {
    const devices = [{ key: 'm1', label: 'Jabra' }];
    const chosen = snapshotWith({ microphones: { devices, chosen: 'm1' } });
    expect(submenu(chosen, 'Microphone')).toMatchObject([
      { label: 'Follows the system', checked: false, oneOf: true, command: { device: 'microphone', key: '' } },
      { label: 'Jabra', checked: true, oneOf: true, command: { device: 'microphone', key: 'm1' } },
    ]);
    expect(labels(chosen)).not.toContain('Speaker');
    const speakers = snapshotWith({ speakers: { devices, chosen: '' } });
    expect(submenu(speakers, 'Speaker')[0]).toMatchObject({ checked: true });
  });

  it('looks for new versions only where there is somewhere to look', () => {
    const offers = (updates: boolean) => JSON.stringify(trayView(snapshotWith(), { updates }).menu);
    expect(offers(true)).toContain('Check for updates');
    expect(offers(false)).not.toContain('Check for updates');
  });

  it('offers do not disturb for a time, and not to somebody who is not signed in', () => {
    const offered = quietItems(snapshotWith());
    expect(offered).toMatchObject({ label: 'Do not disturb', enabled: true });
    expect(offered?.items).toMatchObject([
      { label: 'For 30 minutes', command: { choice: '30-minutes' } },
      { label: 'For 1 hour', command: { choice: '1-hour' } },
      { label: 'Until tomorrow morning', command: { choice: 'tomorrow' } },
      { label: 'Until switched off', checked: false, command: { choice: 'until-off' } },
    ]);
    expect(quietItems(nothing)).toMatchObject({ enabled: false });
  });

  it('says until when it is on, and switches it off', () => {
    const on = quietItems(snapshotWith({ doNotDisturb: true }));
    expect(on?.items[0]).toMatchObject({ label: 'Switch off', command: { choice: 'off' } });
    expect(on?.items.at(-1)).toMatchObject({ label: 'Until switched off', checked: true });
    const until = new Date(2026, 0, 5, 6).getTime();
    const timed = quietItems(snapshotWith({ doNotDisturb: true, doNotDisturbUntil: until }));
    expect(timed?.label).toBe('Do not disturb until 06:00');
    expect(timed?.items.at(-1)).toMatchObject({ checked: false });
  });
});
