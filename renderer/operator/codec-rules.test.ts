import { expect, it } from 'vitest';
import { withCodecRules } from './codec-rules';

const settings = { codecDelete: ['G722'], codecPriority: ['PCMA'], other: 1 };

it('puts the operator\u2019s rules beside the user\u2019s, whose wishes come first', () => {
  expect(withCodecRules(settings, { delete: ['iLBC', 'G722'], priority: ['opus', 'PCMA'] })).toEqual({
    codecDelete: ['G722', 'iLBC'],
    codecPriority: ['PCMA', 'opus'],
    other: 1,
  });
});

it('leaves the user\u2019s alone without an operator', () => {
  expect(withCodecRules(settings, null)).toBe(settings);
});
