import { expect, it } from 'vitest';
import { preferredCodecs } from './codecs';

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
  expect(preferredCodecs(names.map((mimeType) => ({ mimeType }))).map(({ mimeType }) => mimeType)).toEqual([
    'audio/opus',
    'audio/G722',
    'audio/PCMU',
    'audio/PCMA',
    'audio/telephone-event',
    'audio/telephone-event',
  ]);
});
