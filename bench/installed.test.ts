import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sizeOf } from './installed';

it('the size of a folder is that of the files in it, at any depth, each once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidetone-size-'));
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  writeFileSync(join(folder, 'one'), 'x'.repeat(10));
  writeFileSync(join(folder, 'a/b/two'), 'x'.repeat(32));
  symlinkSync('one', join(folder, 'link'));
  expect(sizeOf(folder)).toBe(42);
});
