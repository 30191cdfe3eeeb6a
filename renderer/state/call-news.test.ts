import { describe, expect, it } from 'vitest';
import type { Transfer } from '../phone/call';
import { sampleCall } from '../phone/fakes/sample-call';
import type { Call, QualityWarning } from '../phone/phone-api';
import { transferNews, warningNews } from './call-news';

const passing = (transfer: Transfer): Call =>
  sampleCall.state.kind === 'active' ? { ...sampleCall, state: { ...sampleCall.state, transfer } } : sampleCall;
const referring = (progress: number) => transferNews(passing({ kind: 'referring', to: '1014', progress }));
const failed = (status: number) => transferNews(passing({ kind: 'failed', to: '1014', status }))?.text;

describe('a transfer', () => {
  it('tells nothing while there is none', () => {
    expect(transferNews(sampleCall)).toBeNull();
    expect(transferNews(passing({ kind: 'consulting', with: 'd' }))).toBeNull();
  });

  it('is told step by step', () => {
    expect(referring(0)?.title).toContain('1014');
    expect(referring(100)?.text).toBe(referring(0)?.text);
    expect(referring(180)?.text).toContain('rings');
    expect(referring(183)?.text).toContain('rings');
    expect(referring(200)?.text).toContain('answered');
  });

  it('tells why it failed, and with whom the user is again', () => {
    expect(failed(486)).toBe('The line is busy. You are back with Ada.');
    expect(failed(603)).toContain('declined');
    expect(failed(404)).toContain('not known');
    expect(failed(408)).toContain('Nobody picked up');
    expect(failed(503)).toContain('503');
    expect(failed(0)).toBe('No answer came from the telephone system. You are back with Ada.');
  });
});

const warnings: QualityWarning[] = [
  'packet-loss',
  'remote-packet-loss',
  'jitter',
  'delay',
  'nothing-received',
  'silent-other-side',
  'silent-microphone',
  'speaking-muted',
];

describe('a warning', () => {
  const call: Call = {
    ...sampleCall,
    quality: { mos: 3, loss: 0.0523, jitter: 42.4, roundTrip: 612.2, codec: 'opus', warnings: [] },
  };
  it.each(warnings)('%s has a cause and a whole sentence', (warning) => {
    const { title, text } = warningNews(warning, call);
    expect(title).toMatch(/^[A-Z].*[a-z]$/u);
    expect(text).toMatch(/^[A-Z0-9].*\.$/u);
    expect(`${title} ${text}`).not.toMatch(/[{}]|undefined|NaN/u);
  });

  it('names the figures', () => {
    expect(warningNews('packet-loss', call).text).toContain('5.2 %');
    expect(warningNews('jitter', call).text).toContain('42 ms');
    expect(warningNews('delay', call).text).toContain('612 ms');
  });
});
