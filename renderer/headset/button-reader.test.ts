import { describe, expect, it } from 'vitest';
import type { HeadsetSignal } from '../phone/headset';
import { ButtonReader } from './button-reader';
import { mapReports } from './report-map';
import { shapes } from './testing/shapes';

const data = (bytes: readonly number[]): DataView => new DataView(Uint8Array.from(bytes).buffer);

function inWords(signal: HeadsetSignal): string {
  if (signal.kind === 'hook') return signal.off ? 'off-hook' : 'on-hook';
  return signal.kind === 'mute' ? (signal.on ? 'muted' : 'unmuted') : signal.kind;
}

/** Reports of one byte or more, `ms` after the one before, and what they say. */
type Step = [bytes: number[], said: string[], ms?: number];

describe('what the reports say', () => {
  it.each<[string, keyof typeof shapes, number, Step[]]>([
    [
      'a hook switch',
      'jabra',
      2,
      [
        [[1, 0], ['off-hook']],
        [[1, 0], []],
        [[0, 0], ['on-hook']],
      ],
    ],
    [
      'mute presses, each a report, also without a release',
      'jabra',
      2,
      [
        [[8, 0], ['mute-pressed']],
        [[0, 0], []],
        [[8, 0], ['mute-pressed']],
        [[8, 0], ['mute-pressed']],
      ],
    ],
    [
      'several at once',
      'jabra',
      2,
      [
        [
          [0x11, 0],
          ['off-hook', 'flash'],
        ],
      ],
    ],
    ['keys of the keypad are not ours', 'jabra', 2, [[[0x80, 0x01], []]]],
    [
      'a flash that is held',
      'poly',
      32,
      [
        [[4], ['flash']],
        [[4], []],
        [[0], []],
        [[4], ['flash']],
      ],
    ],
    [
      'a mute that has a position',
      'epos',
      5,
      [
        [[2], ['muted']],
        [[3], ['off-hook']],
        [[1], ['unmuted']],
      ],
    ],
    [
      'a drop that has one',
      'epos',
      5,
      [
        [[8], ['drop']],
        [[0], []],
      ],
    ],
    [
      'a hold button',
      'yealink',
      4,
      [
        [[8], ['hold']],
        [[0], []],
      ],
    ],
    [
      'a hook button',
      'plain',
      0,
      [
        [[1], ['hook-pressed']],
        [[0], [], 200],
        [[1], ['hook-pressed'], 200],
      ],
    ],
    [
      'a hook button that is a switch',
      'plain',
      0,
      [
        [[1], ['hook-pressed']],
        [[0], ['on-hook'], 5_000],
      ],
    ],
    [
      'buttons by number',
      'array',
      1,
      [
        [[2, 0], ['mute-pressed']],
        [[2, 1], ['hook-pressed']],
        [[0, 0], []],
        [[9, 3], ['redial']],
      ],
    ],
    ['reports that are too short', 'jabra', 2, [[[], []]]],
    ['reports of another id', 'jabra', 3, [[[0xff], []]]],
  ])('%s', (_name, shape, reportId, steps) => {
    const reader = new ButtonReader(mapReports(shapes[shape]).buttons);
    let now = 10_000;
    for (const [bytes, said, ms = 10] of steps) {
      now += ms;
      expect(reader.read(reportId, data(bytes), now).map(inWords), `[${bytes.join()}]`).toEqual(said);
    }
  });

  it('on and off as numbers with a sign', () => {
    const reader = new ButtonReader([{ name: 'mute', kind: 'on-off', reportId: 1, offset: 0, size: 2, array: null }]);
    expect([1, 0, 3, 3].map((byte) => reader.read(1, data([byte]), 0).map(inWords))).toEqual([
      ['muted'],
      [],
      ['unmuted'],
      ['unmuted'],
    ]);
  });
});
