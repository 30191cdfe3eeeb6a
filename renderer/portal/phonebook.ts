import * as v from 'valibot';
import type { Api } from '../operator/api';
import { PortalError } from '../operator/model';
import { PhonebookEntry } from './schemas';

/** Looked at in one go, without letting anything else run. */
const slice = 1_000;

/** The entries that can be used: one that is broken does not cost the others. `signal` gives up. */
export async function readPhonebook(
  entries: readonly unknown[],
  signal?: AbortSignal,
): Promise<Api['PhonebookEntry'][]> {
  const good: Api['PhonebookEntry'][] = [];
  for (let from = 0; from < entries.length; from += slice) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve));
    if (signal?.aborted) throw new PortalError({ kind: 'unreachable' });
    for (const entry of entries.slice(from, from + slice)) {
      const read = v.safeParse(PhonebookEntry, entry, { abortEarly: true });
      if (read.success) good.push(read.output);
    }
  }
  return good;
}
