import { expect, it, vi } from 'vitest';
import { chooseCodecs, preferredCodecs, type CodecSettings } from './codecs';

const choose = (changes: Partial<CodecSettings>, warn = vi.fn()) =>
  chooseCodecs({ codecOrder: [], codecDelete: [], codecPriority: [], ...changes }, { warn });

it('puts Opus first, drops comfort noise and redundancy, keeps every telephone-event', () => {
  const names = [
    'audio/CN',
    'audio/PCMA',
    'audio/telephone-event',
    'audio/red',
    'audio/G722',
    'audio/telephone-event',
    'audio/PCMU',
    'audio/opus',
  ];
  const found = preferredCodecs(
    names.map((mimeType) => ({ mimeType })),
    choose({}),
  );
  expect(found.map(({ mimeType }) => mimeType)).toEqual([
    'audio/opus',
    'audio/G722',
    'audio/PCMU',
    'audio/PCMA',
    'audio/telephone-event',
    'audio/telephone-event',
  ]);
});

it.each<[string, Partial<CodecSettings>, string[]]>([
  ['nothing set', {}, ['opus', 'g722', 'pcmu', 'pcma']],
  [
    'an order, in any letter case, and what was not named behind it',
    { codecOrder: ['PCMA', 'Opus'] },
    ['pcma', 'opus', 'g722', 'pcmu'],
  ],
  ['an unknown name', { codecOrder: ['g729', 'pcmu'] }, ['pcmu', 'opus', 'g722', 'pcma']],
  ['deleted', { codecDelete: ['^PCM'] }, ['opus', 'g722']],
  ['all deleted: Opus never is', { codecDelete: ['.*'] }, ['opus']],
  ['priority before order', { codecOrder: ['pcmu'], codecPriority: ['g722', 'pcm'] }, ['g722', 'pcmu', 'pcma', 'opus']],
  [
    'deleted and wanted',
    { codecDelete: ['pcmu'], codecOrder: ['pcmu'], codecPriority: ['pcmu'] },
    ['opus', 'g722', 'pcma'],
  ],
])('%s', (_, settings, expected) => {
  expect(choose(settings)).toEqual(expected);
});

it('ignores a pattern that is none, and says so', () => {
  const warn = vi.fn();
  expect(choose({ codecDelete: ['(', 'pcmu'], codecPriority: ['(a+)+$'] }, warn)).toEqual(['opus', 'g722', 'pcma']);
  expect(warn.mock.calls.map(([, message]) => String(message))).toEqual([
    'codecDelete: the pattern "(" is ignored, it is no regular expression',
    'codecPriority: the pattern "(a+)+$" is ignored, it repeats a group',
  ]);
});
