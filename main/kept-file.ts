/** What the files of the program's folder have in common: their names once they are damaged, and failures in words. */
import { basename, dirname, extname, join } from 'node:path';
import { writeAtomically } from './atomic-file';
import { errorCode, Failure } from './failure';

/** Where a damaged file is kept aside. */
export function asideName(file: string, now: Date): string {
  const type = extname(file);
  return join(dirname(file), `${basename(file, type)}.broken-${now.toISOString().replace(/[:.]/g, '-')}${type}`);
}

/** Atomically; rejects with a Failure. */
export async function writeKept(file: string, text: string): Promise<void> {
  try {
    await writeAtomically(file, text);
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure('failure.settings.disk-full', {}, { cause });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw new Failure('failure.settings.not-allowed', { folder: dirname(file) }, { cause });
    }
    throw new Failure('failure.settings.other', { code: code || 'unknown' }, { cause });
  }
}
