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
  ipc: Ipc;
  file: OperatorFile;
  tokens: TokenKeeper;
  invitations: Invitations;
  /** What a policy of this computer says; null: there is none. */
  policy: Invitation | null;
  log: Log;
}

export function setUpOperator({ ipc, file, tokens, invitations, policy, log }: OperatorParts): void {
  const fixed = (policy && readDomain(policy.domain)?.origin) ?? null;
  /** One that a policy does not allow (any more) goes with all that is its own. */
  const allowed = file.read().then(async (kept) => {
    if (fixed !== null && kept && kept.operator.origin !== fixed) await forget();
  });
  allowed.catch((error: unknown) => log.error('operator', describe(error)));

  async function forget(): Promise<void> {
    const kept = await file.read();
    if (!kept) return;
    await tokens.forget(kept.operator.origin);
    await file.change(() => null);
  }

  ipc.handle('operator.load', async (): Promise<LoadedOperator> => {
    await allowed;
    const kept = await file.read();
    const found = kept && (await tokens.load(kept.operator.origin));
    return {
      operator: kept?.operator ?? null,
      signedIn: found !== null && found.tokens !== null,
      storage: found?.tokens ? found.storage : null,
      fixed: fixed !== null,
      // A policy is there until it was followed, after a sign-out or a reload too.
      invitation: invitations.take() ?? (kept ? null : policy),
      setAside: await file.setAside(),
    };
  });
  ipc.handle('operator.choose', async (text) => {
    const origin = readDomain(text)?.origin;
    if (origin === undefined) throw new Failure('failure.operator.domain');
    if (fixed !== null && origin !== fixed)
      throw new Failure('failure.operator.fixed', { domain: new URL(fixed).host });
    await allowed;
    const former = await file.read();
    if (former?.operator.origin === origin) return origin;
    if (former) await tokens.forget(former.operator.origin);
    await file.change(() => emptyOperator(origin));
    return origin;
  });
  ipc.handle('operator.keep', async (known) => {
    await file.change((kept) => kept && { ...kept, operator: { ...kept.operator, ...definedOnly(known) } });
  });
  ipc.handle('operator.forget', forget);
}

function definedOnly<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
