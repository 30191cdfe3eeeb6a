import { describe, expect, it } from 'vitest';
import { callWith, snapshotWith } from './fakes/snapshot';
import { callCommand, mediaCommand, mediaKeysWanted, planned, sameKeys } from './shortcuts-plan';

const none = { answer: '', hangUp: '', mute: '', dialSelection: '', show: '' };
const ringing = callWith({ id: 'ring', state: 'ringing', direction: 'incoming' });
const calling = callWith({ id: 'out', state: 'ringing', direction: 'outgoing' });
const talk = callWith({ id: 'talk', state: 'active', muted: false });
const over = callWith({ id: 'over', state: 'ended' });

describe('planned', () => {
  it('leaves out what has no keys', () => {
    expect(planned(none, 'linux')).toEqual([]);
    expect(planned({ ...none, mute: ' Ctrl+F2 ' }, 'linux')).toEqual([
      { action: 'mute', keys: 'Ctrl+F2', twice: false },
    ]);
  });

  it('gives keys to the first that wants them, whatever they are called', () => {
    const wanted = { ...none, answer: 'CommandOrControl+Alt+A', show: 'alt+ctrl+a' };
    expect(planned(wanted, 'linux').map(({ action, twice }) => [action, twice])).toEqual([
      ['answer', false],
      ['show', true],
    ]);
    expect(planned(wanted, 'darwin').some(({ twice }) => twice)).toBe(false);
    expect(sameKeys('Super+A', 'darwin')).toBe(sameKeys('Cmd+A', 'darwin'));
    expect(sameKeys('Super+A', 'linux')).toBe(sameKeys('Meta+A', 'linux'));
  });
});

describe('callCommand', () => {
  it('does nothing without a call', () => {
    for (const action of ['answer', 'hangUp', 'mute'] as const) {
      expect(callCommand(action, snapshotWith())).toBeNull();
      expect(callCommand(action, snapshotWith({ calls: [over] }))).toBeNull();
    }
  });

  it('answers and declines what rings here, before it ends a call', () => {
    const both = snapshotWith({ calls: [talk, ringing] });
    expect(callCommand('answer', both)).toEqual({ kind: 'answer', callId: 'ring' });
    expect(callCommand('hangUp', both)).toEqual({ kind: 'decline', callId: 'ring' });
    expect(callCommand('hangUp', snapshotWith({ calls: [talk] }))).toEqual({ kind: 'hangUp', callId: 'talk' });
    expect(callCommand('hangUp', snapshotWith({ calls: [calling] }))).toEqual({ kind: 'hangUp', callId: 'out' });
    expect(callCommand('answer', snapshotWith({ calls: [calling] }))).toBeNull();
  });

  it('mutes and unmutes who talks', () => {
    expect(callCommand('mute', snapshotWith({ calls: [talk] }))).toEqual({ kind: 'mute', callId: 'talk', on: true });
    const muted = snapshotWith({ calls: [{ ...talk, muted: true }] });
    expect(callCommand('mute', muted)).toEqual({ kind: 'mute', callId: 'talk', on: false });
    expect(callCommand('mute', snapshotWith({ calls: [calling] }))).toBeNull();
  });
});

describe('media keys', () => {
  it('play/pause answers, then mutes; it never ends a call', () => {
    expect(mediaCommand('play-pause', snapshotWith({ calls: [talk, ringing] }))?.kind).toBe('answer');
    expect(mediaCommand('play-pause', snapshotWith({ calls: [talk] }))?.kind).toBe('mute');
    expect(mediaCommand('play-pause', snapshotWith({ calls: [calling] }))).toBeNull();
    expect(mediaCommand('stop', snapshotWith({ calls: [talk] }))?.kind).toBe('hangUp');
    expect(mediaCommand('stop', snapshotWith({ calls: [ringing] }))?.kind).toBe('decline');
  });

  it('are ours only while there is a call', () => {
    expect(mediaKeysWanted(true, snapshotWith())).toBe(false);
    expect(mediaKeysWanted(true, snapshotWith({ calls: [over] }))).toBe(false);
    expect(mediaKeysWanted(true, snapshotWith({ calls: [ringing] }))).toBe(true);
    expect(mediaKeysWanted(true, snapshotWith({ calls: [talk] }))).toBe(true);
    expect(mediaKeysWanted(false, snapshotWith({ calls: [talk] }))).toBe(false);
  });
});
