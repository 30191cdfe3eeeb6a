/** The tokens of the portal: in the keyring, or in memory for the session; of one operator at a time. */
import * as v from 'valibot';
import type { SecretStorage } from '../preload/contract';
import { TokensSchema, type PortalTokens, type TokenShelf } from '../preload/portal-session';
import type { Credentials } from './credentials';
import type { OperatorFile } from './operator-file';

export interface TokenKeeper {
  /** Of this origin; asks the keyring again as long as it gave nothing. */
  load(origin: string): Promise<{ tokens: PortalTokens | null; storage: SecretStorage | null }>;
  forget(origin: string): Promise<void>;
  shelf(origin: string): TokenShelf;
  /** Resolves when the keyring has what was kept. */
  settled(): Promise<void>;
}

const Kept = v.pipe(v.string(), v.parseJson(), TokensSchema);

interface Held {
  tokens: PortalTokens | null;
  storage: SecretStorage | null;
}

export function createTokenKeeper(credentials: Credentials, file: OperatorFile): TokenKeeper {
  const held = new Map<string, Held>();
  const keeping = new Set<Promise<void>>();
  const asked = new Map<string, Promise<Held>>();

  function inBackground(work: Promise<void>): void {
    const done = work.catch(() => {}).finally(() => keeping.delete(done));
    keeping.add(done);
  }

  /** The file says whether the keyring was given any: without, it need not be asked. */
  function mark(origin: string, tokensInKeyring: boolean): Promise<void> {
    return file.change((kept) =>
      kept?.operator.origin === origin && kept.tokensInKeyring !== tokensInKeyring
        ? { ...kept, tokensInKeyring }
        : kept,
    );
  }

  async function read(origin: string): Promise<Held> {
    const kept = await file.read();
    const expected = kept?.operator.origin === origin && kept.tokensInKeyring;
    if (!expected) return { tokens: null, storage: null };
    const [found] = await credentials.load([{ name: entryOf(origin), expected }], true);
    const parsed = v.safeParse(Kept, found?.secret);
    return { tokens: parsed.success ? parsed.output : null, storage: found?.storage ?? null };
  }

  function ask(origin: string): Promise<Held> {
    const running = asked.get(origin);
    if (running) return running;
    const reading = read(origin)
      .then((found) => {
        // Somebody may have signed in, or out, while the keyring was thinking.
        const known = held.get(origin) ?? found;
        held.set(origin, known);
        return known;
      })
      .finally(() => asked.delete(origin));
    asked.set(origin, reading);
    return reading;
  }

  async function keep(origin: string, tokens: PortalTokens): Promise<void> {
    if (file.isPractising) return;
    const storage = await credentials.save(entryOf(origin), JSON.stringify(tokens));
    const now = held.get(origin);
    if (now?.tokens === tokens) held.set(origin, { tokens, storage });
    if (now?.tokens) await mark(origin, storage.kind === 'keyring');
  }

  async function forget(origin: string): Promise<void> {
    const wasHere = Boolean(held.get(origin)?.tokens);
    held.set(origin, { tokens: null, storage: null });
    const kept = await file.read();
    const inKeyring = kept?.operator.origin === origin && kept.tokensInKeyring;
    if (file.isPractising || (!inKeyring && !wasHere)) return;
    await credentials.forget(entryOf(origin));
    await mark(origin, false);
  }

  return {
    async load(origin) {
      if (held.get(origin)?.tokens === null) held.delete(origin);
      return held.get(origin) ?? ask(origin);
    },
    forget,
    shelf: (origin) => ({
      load: async () => (held.get(origin) ?? (await ask(origin))).tokens,
      keep(tokens) {
        held.set(origin, { tokens, storage: { kind: 'memory', why: file.isPractising ? 'practice' : 'timeout' } });
        inBackground(keep(origin, tokens));
      },
      forget: () => {
        inBackground(forget(origin));
      },
    }),
    settled: async () => {
      await Promise.all(keeping);
    },
  };
}

const entryOf = (origin: string) => `portal ${new URL(origin).host}`;
