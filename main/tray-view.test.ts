import { describe, expect, it } from 'vitest';
import type { CallSnapshot, Snapshot } from '../preload/contract';
import { callWith, snapshotWith } from './fakes/snapshot';
import { nothing } from './phone-link';
import { trayView, type TrayFace } from './tray-view';

const states: CallSnapshot['state'][] = ['ringing', 'connecting', 'active', 'ended'];
const labels = (snapshot: Snapshot) =>
  trayView(snapshot).menu.map((item) => (item.kind === 'separator' ? '—' : item.label));
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
    expect(labels(snapshotWith())).toEqual(['Show Sidetone', '—', 'Do not disturb', '—', 'Quit Sidetone']);
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

  it('offers do not disturb with its state, and not to somebody who is not signed in', () => {
    expect(command(snapshotWith(), 'Do not disturb')).toMatchObject({
      enabled: true,
      checked: false,
      command: { on: true },
    });
    expect(command(snapshotWith({ doNotDisturb: true }), 'Do not disturb')).toMatchObject({
      checked: true,
      command: { on: false },
    });
    expect(command(nothing, 'Do not disturb')).toMatchObject({ enabled: false });
  });
});
