import { expect, it } from 'vitest';
import { decodeALaw, decodeMuLaw, encodeMuLaw } from './g711';

it('decodes the corners of both laws as ITU-T G.711 has them', () => {
  expect([0xff, 0x80, 0x00, 0x7f].map(decodeMuLaw)).toEqual([0, 32_124, -32_124, -0]);
  expect([0xd5, 0x55, 0xaa, 0x2a].map(decodeALaw)).toEqual([8, -8, 32_256, -32_256]);
});

it('encodes what it decodes', () => {
  for (let byte = 0; byte < 256; byte += 1) {
    // Zero has two codes.
    if (byte !== 0x7f) expect(encodeMuLaw(decodeMuLaw(byte))).toBe(byte);
  }
});
