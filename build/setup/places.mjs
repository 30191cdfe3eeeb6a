// Where things are.
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Kept between clones: runtimes and other large things that were fetched and checked once. */
export const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'sidetone');

/** Of this clone: results and traces, safe to delete. */
export const scratch = path.join(root, '.cache');
