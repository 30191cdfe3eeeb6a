import { PortalError, type PortalFailure } from '../operator/model';
import { sentenceOf } from './portal-words';

/** What is to be said of a failure, and of which field. */
export interface Blame<Field extends string> {
  readonly field: Field;
  readonly sentence: string;
}

export interface AttemptNeeds<Field extends string> {
  /** The operator's, for sentences. */
  domain: () => string;
  now: () => number;
  /** Which fields are to blame; empty: none, the sentence is for the whole form. */
  blame?: (failure: PortalFailure) => readonly Blame<Field>[];
}

/** A form that asks the portal: one request at a time, what went wrong in words, and until when nothing is tried again. */
export class Attempt<Field extends string = never> {
  #busy = $state.raw(false);
  #problem = $state.raw('');
  #until = $state.raw(0);
  #errors = $state.raw<Partial<Record<Field, string>>>({});
  /** Of the request that counts. */
  #turn = 0;

  constructor(private readonly needs: AttemptNeeds<Field>) {}

  get busy(): boolean {
    return this.#busy;
  }

  /** A sentence for the whole form; empty: none. */
  get problem(): string {
    return this.#problem;
  }

  get errors(): Partial<Record<Field, string>> {
    return this.#errors;
  }

  /** How many ms it still takes until something may be tried again (Retry-After); 0: now. */
  get waits(): number {
    return this.#until === 0 ? 0 : Math.max(0, this.#until - this.needs.now());
  }

  /** What was asked for, or null: it failed and is told, was given up, or another one is on its way. */
  async run<T>(ask: () => Promise<T>): Promise<T | null> {
    if (this.#busy || this.waits > 0) return null;
    const turn = (this.#turn += 1);
    this.clear();
    this.#busy = true;
    try {
      const answer = await ask();
      return turn === this.#turn ? answer : null;
    } catch (error) {
      if (turn === this.#turn) this.#tell(error);
      return null;
    } finally {
      if (turn === this.#turn) this.#busy = false;
    }
  }

  /** Its answer does not count any more. */
  giveUp(): void {
    this.#turn += 1;
    this.#busy = false;
  }

  /** Forgets what was told. */
  clear(): void {
    this.#problem = '';
    this.#errors = {};
  }

  say(problem: string): void {
    this.#problem = problem;
  }

  fail(errors: Partial<Record<Field, string>>): void {
    this.#errors = errors;
  }

  corrected(field: Field): void {
    if (this.#errors[field] === undefined) return;
    const errors = { ...this.#errors };
    Reflect.deleteProperty(errors, field);
    this.#errors = errors;
  }

  #tell(error: unknown): void {
    const failure = error instanceof PortalError ? error.failure : null;
    if (failure?.kind === 'problem' && failure.retryAfter !== null)
      this.#until = this.needs.now() + failure.retryAfter * 1000;
    const blamed = failure ? (this.needs.blame?.(failure) ?? []) : [];
    const errors: Partial<Record<Field, string>> = {};
    for (const { field, sentence } of blamed) errors[field] = sentence;
    this.#errors = errors;
    if (blamed.length === 0) this.#problem = sentenceOf(error, this.needs.domain());
  }
}
