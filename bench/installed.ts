/** What the installed program takes on the disk, beside the bare runtime: an Electron that shows nothing. */
import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNode } from '../build/setup/run.mjs';
import type { Figure } from './figure';
import { electron, root } from './programs';

/** Bytes of all files below a folder, as they are, not as the disk rounds them. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).size, 0);
}

export async function measureInstalled(): Promise<Figure> {
  const pack = join(root, 'build/setup/dist.mjs');
  if ((await runNode(pack, ['--linux', 'dir'], { output: 'stderr' })) !== 0) throw new Error('it could not be packed');
  const bare = sizeOf(dirname(electron)) / 1e6;
  return {
    name: 'installed size, everything unpacked',
    unit: 'MB',
    value: sizeOf(join(root, 'dist/linux-unpacked')) / 1e6,
    limit: bare,
    baseline: { name: 'the bare runtime', value: bare },
  };
}
