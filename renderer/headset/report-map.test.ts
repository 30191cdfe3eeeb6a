import { describe, expect, it } from 'vitest';
import { isTelephone, mapReports } from './report-map';
import { shapes } from './testing/shapes';

/** `name kind report@bit`, and for lamps `name report@bit`. */
function inWords(shape: keyof typeof shapes) {
  const { buttons, lampReports } = mapReports(shapes[shape]);
  return {
    buttons: buttons.map(
      ({ name, kind, reportId, offset, array }) =>
        `${name} ${kind} ${String(reportId)}@${array ? `${String(offset)}=${String(array.value)}` : String(offset)}`,
    ),
    lamps: lampReports.flatMap(({ reportId, lamps }) =>
      lamps.map(({ name, offset }) => `${name} ${String(reportId)}@${String(offset)}`),
    ),
    bytes: lampReports.map(({ length }) => length),
  };
}

describe('where buttons and lamps are', () => {
  it.each<[keyof typeof shapes, ReturnType<typeof inWords>]>([
    [
      'jabra',
      {
        buttons: ['hook switch 2@0', 'mute one-shot 2@3', 'flash one-shot 2@4', 'redial one-shot 2@5'],
        lamps: ['offHook 2@0', 'mute 2@2', 'ring 2@3', 'hold 2@4', 'microphone 2@5'],
        bytes: [2],
      },
    ],
    [
      'poly',
      {
        buttons: ['hook switch 32@0', 'mute one-shot 32@1', 'flash button 32@2', 'redial one-shot 32@3'],
        lamps: ['ring 33@0', 'mute 34@0', 'offHook 35@0'],
        bytes: [1, 1, 1],
      },
    ],
    [
      'epos',
      {
        buttons: ['hook switch 5@0', 'mute switch 5@1', 'flash switch 5@2', 'drop switch 5@3'],
        lamps: ['mute 5@0', 'ring 5@1', 'hold 5@2', 'offHook 5@3'],
        bytes: [1],
      },
    ],
    [
      'yealink',
      {
        buttons: ['hook switch 4@0', 'mute one-shot 4@2', 'hold one-shot 4@3'],
        lamps: ['offHook 4@0', 'mute 4@1', 'ring 4@2', 'hold 4@3'],
        bytes: [1],
      },
    ],
    [
      'plain',
      {
        buttons: ['hook button 0@0', 'mute button 0@1', 'drop button 0@2'],
        lamps: ['offHook 0@0', 'mute 0@1'],
        bytes: [1],
      },
    ],
    ['array', { buttons: ['hook button 1@0=1', 'mute button 1@0=2', 'redial button 1@0=3'], lamps: [], bytes: [] }],
    ['volume', { buttons: [], lamps: [], bytes: [] }],
  ])('%s', (shape, expected) => {
    expect(inWords(shape)).toEqual(expected);
  });

  it('takes no harm from a descriptor without sense', () => {
    const items = [
      {},
      { isRange: true, usageMinimum: 0, usageMaximum: 0xffff_ffff, reportSize: 1, reportCount: 1 },
      { isRange: true, usageMinimum: 9, usageMaximum: 1, reportSize: 1, reportCount: 1 },
      { usages: [0x0b_0020], reportSize: 64, reportCount: 1 },
      { usages: [0x0b_002f], reportSize: 1, reportCount: 0 },
    ];
    const senseless = [{ usagePage: 0x0b, inputReports: [{ items }, {}], outputReports: [{ items }] }, {}];
    expect(mapReports(senseless)).toEqual({ buttons: [], lampReports: [] });
  });
});

it('only a telephone is one', () => {
  expect(isTelephone(shapes.jabra)).toBe(true);
  expect(isTelephone(shapes.volume)).toBe(false);
  expect(isTelephone([])).toBe(false);
});
