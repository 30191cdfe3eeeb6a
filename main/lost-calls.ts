/** The calls that went with the window: pure. */
import type { LostCall, Snapshot } from '../preload/contract';

/** Every call that was not over. `at`: ms since the epoch. */
export function lostCalls({ calls }: Snapshot, at: number): LostCall[] {
  return calls
    .filter(({ state }) => state !== 'ended')
    .map(({ direction, startedAt, answeredAt, name, number, callBack, lineId, address }) => {
      return { direction, startedAt, answeredAt, name, number, callBack, lineId, address, at };
    });
}
