/** The practice exchange as an Electron utility process: out/main/exchange.js. It ends on 'stop' and with its parent. */
import { startExchange, type Exchange } from './index';

/** What the parent may send. */
export type ToExchange = { type: 'start' } | { type: 'stop' };

/** What it hears. The password is of this start only and is never logged. */
export type FromExchange =
  | { type: 'started'; url: string; account: { user: string; displayName: string; domain: string }; password: string }
  | { type: 'failed'; message: string };

let exchange: Promise<Exchange> | null = null;

function tell(message: FromExchange): void {
  process.parentPort.postMessage(message);
}

async function start(): Promise<void> {
  try {
    exchange ??= startExchange();
    const { url, domain, accounts } = await exchange;
    const [account] = accounts;
    if (!account) throw new Error('no account');
    tell({
      type: 'started',
      url,
      account: { user: account.user, displayName: account.displayName, domain },
      password: account.password,
    });
  } catch (error) {
    exchange = null;
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

async function stop(): Promise<void> {
  await (await exchange)?.close();
  process.exit(0);
}

process.parentPort.on('message', ({ data }: { data: ToExchange }) => {
  void (data.type === 'start' ? start() : stop());
});
