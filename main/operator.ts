/** The operator: which one, what is known of it, and whether somebody has signed in. */
import type { LoadedOperator } from '../preload/contract';
import { readDomain, type Invitation } from '../preload/invitation';
import { describe, Failure } from './failure';
import type { Invitations } from './invitations';
import type { Ipc } from './ipc';
import type { Log } from './log';
import { emptyOperator, type OperatorFile } from './operator-file';
import type { TokenKeeper } from './portal-tokens';

export interface OperatorParts {
  ipc: Pick<Ipc, 'handle'>;
  file: OperatorFile;
  tokens: TokenKeeper;
  invitations: Invitations;
  /** What a policy of this computer says; null: there is none. */
  policy: Invitation | null;
  /** Domain A of the practice portal; null: it does not run. Whoever practises does so for the session. */
  practice: () => string | null;
  log: Log;
}

export function setUpOperator({ ipc, file, tokens, invitations, policy, practice, log }: OperatorParts): void {
  const fixed = (policy && readDomain(policy.domain)?.origin) ?? null;
  /** One that a policy does not allow (any more) goes with all that is its own. */
  const allowed = file
    .read()
    .then(async (kept) => {
      if (fixed !== null && kept && kept.operator.origin !== fixed) await forget();
    })
    .catch((error: unknown) => log.error('operator', describe(error)));

  async function forget(): Promise<void> {
    const kept = await file.read();
    if (!kept) return;
    await tokens.forget(kept.operator.origin);
    await file.change(() => null);
  }

  async function choose(origin: string): Promise<void> {
    await allowed;
    if ((await file.read())?.operator.origin === origin) return;
    if (file.isPractising) await forget();
    if (origin === practice()) return file.practise(emptyOperator(origin));
    // The practised one may have stood before this one.
    if ((await file.read())?.operator.origin === origin) return;
    await forget();
    await file.change(() => emptyOperator(origin));
  }

  ipc.handle('operator.load', async (): Promise<LoadedOperator> => {
    await allowed;
    const kept = await file.read();
    const found = kept && (await tokens.load(kept.operator.origin));
    return {
      operator: kept?.operator ?? null,
      signedIn: found !== null && found.tokens !== null,
      storage: found?.tokens ? found.storage : null,
      fixed: fixed !== null && !file.isPractising,
      // A policy is there until it was followed, after a sign-out or a reload too.
      invitation: invitations.take() ?? (kept ? null : policy),
      setAside: await file.setAside(),
    };
  });
  ipc.handle('operator.choose', async (text) => {
    const origin = readDomain(text)?.origin;
    if (origin === undefined) throw new Failure('failure.operator.domain');
    if (fixed !== null && origin !== fixed && origin !== practice()) {
      throw new Failure('failure.operator.fixed', { domain: new URL(fixed).host });
    }
    await choose(origin);
    return origin;
  });
  ipc.handle('operator.keep', (known) =>
    file.change((kept) => kept && { ...kept, operator: { ...kept.operator, ...definedOnly(known) } }),
  );
  ipc.handle('operator.forget', forget);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function definedOnly<T extends object>(changes: T): Defined<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Defined<T>;
}
