/** Opens the database with its first use, takes one action after the other, and tells of problems. */
import type { StoreProblem } from '../phone/ports';
import { openDatabase, type Database } from './database';

export class Keeper {
  onproblem: ((problem: StoreProblem | null, detail: string) => void) | null = null;
  readonly #openLimitMs: number;
  #database: Promise<Database> | null = null;
  /** Set for good once the database could not be opened: the session goes on in memory. */
  #unavailable = false;
  #problem: StoreProblem | null = null;
  /** One after the other, so that a removal does not overtake what was added before. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(openLimitMs: number) {
    this.#openLimitMs = openLimitMs;
  }

  /** Something was written: what was wrong is over. */
  well(): void {
    this.#report(null, '');
  }

  unreadable(entries: number): void {
    if (entries > 0) this.#report('corrupt', `${String(entries)} entries could not be read`);
  }

  /** Runs `action` when those before it are done; a failure is reported and gives `otherwise`. */
  inTurn<T>(action: (database: Database) => Promise<T>, otherwise: T): Promise<T> {
    const turn = this.#last.then(async () => {
      if (this.#unavailable) return otherwise;
      let database;
      try {
        database = await this.#open();
      } catch (error) {
        this.#unavailable = true;
        this.#report('unavailable', String(error));
        return otherwise;
      }
      try {
        return await action(database);
      } catch (error) {
        this.#report(isFull(error) ? 'full' : 'failed', String(error));
        return otherwise;
      }
    });
    this.#last = turn;
    return turn;
  }

  #open(): Promise<Database> {
    this.#database ??= openDatabase(this.#openLimitMs, () => (this.#database = null));
    return this.#database;
  }

  #report(problem: StoreProblem | null, detail: string): void {
    if (this.#problem === problem) return;
    this.#problem = problem;
    this.onproblem?.(problem, detail);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
