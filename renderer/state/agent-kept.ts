/** What an agent has not finished, kept over a new start of the phone: which lead, and what was typed. */
import * as v from 'valibot';
import type { Kept } from '../operator/dialler';

const KEY = 'sidetone.agent';
const text = v.string();
const Record = v.object({
  /** Who is signed in where; another one finds nothing. */
  owner: text,
  campaign: text,
  lead: text,
  draft: v.object({ disposition: text, callBackAt: text, comments: text, corrections: v.record(text, text) }),
});

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** null: nothing, or nothing that can be read, or somebody else's. */
export function keptWork(owner: string, shelf: Shelf = localStorage): Kept | null {
  try {
    const read = v.safeParse(Record, JSON.parse(shelf.getItem(KEY) ?? 'null'));
    if (!read.success || read.output.owner !== owner) return null;
    const { campaign, lead, draft } = read.output;
    return { campaign, lead, draft };
  } catch {
    return null;
  }
}

export function keepWork(owner: string, work: Kept, shelf: Shelf = localStorage): void {
  try {
    shelf.setItem(KEY, JSON.stringify({ owner, ...work }));
  } catch {
    // Full, or forbidden: it is still there until the phone ends.
  }
}

export function forgetWork(shelf: Shelf = localStorage): void {
  try {
    shelf.removeItem(KEY);
  } catch {
    // Nothing was kept there either.
  }
}
