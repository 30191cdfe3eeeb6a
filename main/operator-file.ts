/**
 * What is known of the operator: `operator.json`, versioned, written atomically, without secrets. A damaged one is kept
 * aside and reported. It is read once the window is on its way: nothing of it is needed to ring.
 */
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { OperatorRecordSchema, type OperatorRecord } from '../preload/contract';
import { readDomain } from '../preload/invitation';
import { removeLeftovers } from './atomic-file';
import { describe, errorCode } from './failure';
import { asideName, writeKept } from './kept-file';
import type { Log } from './log';

const VERSION = 1;

const FileSchema = v.object({
  version: v.literal(VERSION),
  operator: OperatorRecordSchema,
  /** The keyring has been given tokens, so an empty answer from it means that it is locked. */
  tokensInKeyring: v.optional(v.boolean(), false),
});
export type KeptOperator = Omit<v.InferOutput<typeof FileSchema>, 'version'>;

export interface OperatorFile {
  /** null: none is kept. Never rejects. */
  read(): Promise<KeptOperator | null>;
  /** Gives what there is and keeps what comes back, one change after the other. Rejects with a Failure when it cannot be written; then nothing changed. */
  change(next: (kept: KeptOperator | null) => KeptOperator | null): Promise<void>;
  /** Takes the place of what is kept, for the session; `change` is about it from then on, and null gives the other back. */
  practise(operator: KeptOperator): void;
  readonly isPractising: boolean;
  /** Where a damaged file went. */
  setAside(): Promise<string | null>;
}

export function openOperatorFile(folder: string, log: Log, now: () => Date = () => new Date()): OperatorFile {
  const file = join(folder, 'operator.json');
  let kept: KeptOperator | null = null;
  let practised: KeptOperator | null = null;
  let setAside: string | null = null;
  const opened = load();
  let queue: Promise<unknown> = opened;

  async function load(): Promise<void> {
    await removeLeftovers(file);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') log.error('operator', `cannot be read: ${errorCode(error)}`);
      return null;
    });
    if (text === null) return;
    try {
      kept = parse(text);
    } catch (error) {
      const aside = asideName(file, now());
      setAside = aside;
      log.error(
        'operator',
        `not readable (${v.isValiError(error) ? error.issues.map((issue) => v.getDotPath(issue) ?? 'file').join(', ') : 'no JSON'}), kept aside as ${aside}`,
      );
      await rename(file, aside).catch((failure: unknown) => log.error('operator', describe(failure)));
    }
  }

  async function write(next: KeptOperator | null): Promise<void> {
    if (next) await writeKept(file, `${JSON.stringify({ version: VERSION, ...next })}\n`);
    else await rm(file, { force: true });
  }

  return {
    async read() {
      await queue;
      return practised ?? kept;
    },
    practise(operator) {
      practised = operator;
    },
    get isPractising() {
      return practised !== null;
    },
    change(next) {
      const turn = queue.then(async () => {
        if (practised) {
          practised = next(practised);
          return;
        }
        const wanted = next(kept);
        if (wanted === kept) return;
        await write(wanted);
        kept = wanted;
      });
      queue = turn.catch(() => {});
      return turn;
    },
    async setAside() {
      await opened;
      return setAside;
    },
  };
}

/** Throws when it is no file of ours: no JSON, another version, an origin that is none. */
function parse(text: string): KeptOperator {
  const { operator, tokensInKeyring } = v.parse(FileSchema, JSON.parse(text));
  if (readDomain(operator.origin)?.origin !== operator.origin) throw new TypeError('no origin');
  return { operator, tokensInKeyring };
}

export const emptyOperator = (origin: string): KeptOperator => ({
  operator: { origin, user: '', branding: '', prov: '' } satisfies OperatorRecord,
  tokensInKeyring: false,
});
