/** `window.json`: the places of the main window, one for each set of screens. One that cannot be read costs nothing but the places. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { writeAtomically } from './atomic-file';
import { withPlace, type KeptPlace } from './window-place';

const integer = v.pipe(v.number(), v.integer());
const Place = { x: integer, y: integer, width: integer, height: integer, maximized: v.boolean() };
/** The first versions knew one place, whatever the screens. */
const OnePlace = v.object(Place);
const Places = v.object({ places: v.array(v.object({ ...Place, screens: v.string() })) });

export interface WindowMemory {
  /** The last one first. */
  readonly places: readonly KeptPlace[];
  keep(place: KeptPlace): Promise<void>;
}

export function openWindowMemory(file: string): WindowMemory {
  let places = recall(file);
  let written: Promise<unknown> = Promise.resolve();
  return {
    get places() {
      return places;
    },
    keep(place) {
      places = withPlace(places, place);
      const text = JSON.stringify({ places });
      const turn = written.then(() => writeAtomically(file, text));
      written = turn.catch(() => {});
      return turn;
    },
  };
}

function recall(file: string): KeptPlace[] {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const one = v.safeParse(OnePlace, read);
    return one.success ? [{ ...one.output, screens: '' }] : v.parse(Places, read).places;
  } catch {
    return [];
  }
}
