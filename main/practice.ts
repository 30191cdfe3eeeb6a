/** The practice exchange and its portal in a process of its own, started on demand: a fault in it cannot touch a real call. */
import { utilityProcess, type UtilityProcess } from 'electron';
import * as v from 'valibot';
import { AccountSchema, type PracticeAccount } from '../preload/contract';
import { Failure } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';

/** What `exchange/process.ts` says. */
const Answer = v.variant('type', [
  v.object({
    type: v.literal('started'),
    url: v.pipe(v.string(), v.regex(/^ws:\/\/(127\.0\.0\.1|\[::1\]|localhost)[:/]/)),
    account: v.object({ user: v.string(), displayName: v.string(), domain: v.string() }),
    password: v.string(),
    portal: v.pipe(v.string(), v.regex(/^http:\/\/127\.0\.0\.1:\d+$/)),
  }),
  v.object({ type: v.literal('letter'), to: v.string(), code: v.string() }),
  v.object({ type: v.literal('failed'), message: v.string() }),
]);
type Started = Extract<v.InferOutput<typeof Answer>, { type: 'started' }>;

const START_LIMIT_MS = 15_000;

export interface Practice {
  /** Domain A of its portal; null: it does not run. */
  readonly portal: string | null;
  stop(): void;
}

export interface PracticeParts {
  /** The built `exchange/process.ts`. */
  script: string;
  /** The folder of the portal's data. */
  data: string;
  /** false: a policy forbids it. */
  allowed: boolean;
  ipc: Ipc;
  /** For the session, so that a window that breaks finds it again. */
  keep: (practice: PracticeAccount) => Promise<unknown>;
  /** What an operator would send by e-mail. */
  deliver: (letter: { to: string; code: string }) => void;
  log: Log;
}

export function setUpPractice({ script, data, allowed, ipc, keep, deliver, log }: PracticeParts): Practice {
  let child: UtilityProcess | null = null;
  let started: Promise<PracticeAccount> | null = null;
  let portal: string | null = null;

  function start(): Promise<PracticeAccount> {
    const process = utilityProcess.fork(script, [], { serviceName: 'Sidetone practice exchange', stdio: 'pipe' });
    child = process;
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (chunk: Buffer) => log.debug('practice', chunk.toString('utf8').trimEnd()));
    }
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        reject(new Failure('failure.practice.timeout'));
        process.kill();
      }, START_LIMIT_MS);
      process.once('exit', (code) => {
        clearTimeout(limit);
        log.info('practice', `the exchange ended with code ${code}`);
        if (child === process) {
          child = null;
          started = null;
          portal = null;
        }
        reject(new Failure('failure.practice.start'));
      });
      process.on('message', (message: unknown) => {
        const parsed = v.safeParse(Answer, message);
        if (!parsed.success) return log.error('practice', 'the exchange said something unknown');
        if (parsed.output.type === 'letter') return deliver(parsed.output);
        clearTimeout(limit);
        if (parsed.output.type === 'started') return resolve(practiceAccount(parsed.output));
        log.error('practice', parsed.output.message);
        process.kill();
      });
      process.postMessage({ type: 'start', data });
    });
  }

  ipc.handle('practice.start', async () => {
    if (!allowed) throw new Failure('failure.practice.policy');
    const account = await (started ??= start());
    portal = account.portal;
    await keep(account);
    return account;
  });
  return {
    get portal() {
      return portal;
    },
    stop: () => void child?.kill(),
  };
}

function practiceAccount({ url, account, password, portal }: Started): PracticeAccount {
  return {
    account: v.parse(AccountSchema, {
      ...account,
      id: 'practice',
      servers: [url],
      authUser: '',
      expires: 300,
      iceServers: [],
      practice: true,
    }),
    password,
    portal,
  };
}
