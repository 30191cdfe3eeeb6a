import { describe, expect, it } from 'vitest';
import type { Transfer } from '../phone/call';
import { sampleCall } from '../phone/fakes/sample-call';
import type { Call, QualityWarning } from '../phone/phone-api';
import { announcement } from './call-sayings';

const changed = (more: Partial<Call>, before: Call = sampleCall) => announcement(before, { ...sampleCall, ...more });
const active = (part: object): Pick<Call, 'state'> => ({ state: { ...sampleCall.state, ...part } as Call['state'] });
const passing = (transfer: Transfer): Call => ({ ...sampleCall, ...active({ transfer }) });
const warned = (...warnings: QualityWarning[]): Pick<Call, 'quality'> => ({
  quality: { mos: 4, loss: 0, jitter: 0, roundTrip: null, codec: 'opus', warnings },
});

describe('what a screen reader is told', () => {
  it('is a new state, once', () => {
    expect(announcement(undefined, { ...sampleCall, state: { kind: 'ringing' } })).toContain('Ada');
    expect(announcement(sampleCall, { ...sampleCall })).toBeNull();
    expect(changed({ state: { kind: 'ending', reason: { kind: 'busy' } } })).toContain('Busy');
  });

  it('is mute, hold, and what the other side does', () => {
    expect(changed({ muted: true })).toBe('Muted');
    expect(changed(active({ hold: { local: true, remote: false } }))).toBe('On hold');
    expect(changed(active({ hold: { local: false, remote: true } }))).toBe('Ada put you on hold');
    expect(changed({}, { ...sampleCall, ...active({ hold: { local: false, remote: true } }) })).toBe(
      'Ada took you back',
    );
    expect(changed({ party: { name: 'Grace', number: '2', uri: 'sip:2@a.test' } })).toBe(
      'You are now talking to Grace',
    );
  });

  it('is a transfer step by step', () => {
    const asked = passing({ kind: 'referring', to: '1014', progress: 0 });
    const rings = passing({ kind: 'referring', to: '1014', progress: 180 });
    expect(announcement(sampleCall, asked)).toContain('1014');
    expect(announcement(asked, rings)).toBe('It rings at 1014');
    expect(announcement(rings, { ...rings })).toBeNull();
    expect(announcement(rings, passing({ kind: 'failed', to: '1014', status: 486 }))).toContain('back with Ada');
  });

  it('is a question, and a conference', () => {
    expect(changed({ referral: { target: '1014', attended: false, by: '' } })).toContain('Ada wants to connect you');
    expect(changed({ conference: { muted: false } })).toBe('Conference with Ada');
  });

  it('is a warning only where it cannot wait', () => {
    expect(changed(warned('speaking-muted'))).toContain('You are muted');
    expect(changed(warned('jitter'))).toBeNull();
    expect(changed(warned('speaking-muted'), { ...sampleCall, ...warned('speaking-muted') })).toBeNull();
  });
});
