import { describe, expect, it } from 'vitest';
import { listedCodecs, movedCodec, switchedCodec } from './codec-list';

const names = (settings: Parameters<typeof listedCodecs>[0]): string[] =>
  listedCodecs(settings).map(({ name, on }) => (on ? name : `(${name})`));

describe('the list of sound formats', () => {
  it('is in the user’s order, the others behind in the usual one', () => {
    expect(names({ codecOrder: [], codecDelete: [] })).toEqual(['opus', 'g722', 'pcmu', 'pcma']);
    expect(names({ codecOrder: ['PCMA', 'unheard-of', 'opus'], codecDelete: [] })).toEqual([
      'pcma',
      'opus',
      'g722',
      'pcmu',
    ]);
  });

  it('shows what is taken out, but never Opus, and survives a broken pattern', () => {
    expect(names({ codecOrder: [], codecDelete: ['PCM', 'opus', '(['] })).toEqual(['opus', 'g722', '(pcmu)', '(pcma)']);
  });

  it('moves one, no further than there is room', () => {
    const list = listedCodecs({ codecOrder: [], codecDelete: [] });
    expect(movedCodec(list, 3, 2)).toEqual(['opus', 'g722', 'pcma', 'pcmu']);
    expect(movedCodec(list, 0, -1)).toEqual(['opus', 'g722', 'pcmu', 'pcma']);
    expect(movedCodec(list, 3, 4)).toEqual(['opus', 'g722', 'pcmu', 'pcma']);
  });

  it('switches one off and on again', () => {
    const off = switchedCodec([], 'pcmu', false);
    expect(names({ codecOrder: [], codecDelete: off })).toEqual(['opus', 'g722', '(pcmu)', 'pcma']);
    expect(switchedCodec(off, 'pcmu', true)).toEqual([]);
  });
});
