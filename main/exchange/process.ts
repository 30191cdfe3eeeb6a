/** The practice exchange as an Electron utility process: out/main/exchange.js. It ends on 'stop' and with its parent. */
import { startExchange, type Exchange } from './index';
import { startPortalBeside, type PortalBeside } from './portal-beside';

/** What the parent may send. `data`: the folder of the portal. */
export type ToExchange = { type: 'start'; data: string } | { type: 'stop' };

/** What it hears. The password is of this start only and is never logged. */
export type FromExchange =
  | {
      type: 'started';
      url: string;
      account: { user: string; displayName: string; domain: string };
      password: string;
      /** Domain A. */
      portal: string;
    }
  /** What an operator would send by e-mail. */
  | { type: 'letter'; to: string; code: string }
  | { type: 'failed'; message: string };

interface Practice {
  exchange: Exchange;
  portal: PortalBeside;
}

let practice: Promise<Practice> | null = null;

function tell(message: FromExchange): void {
  process.parentPort.postMessage(message);
}

async function open(data: string): Promise<Practice> {
  const exchange = await startExchange();
  const portal = await startPortalBeside({ exchange, data, log: (line) => process.stdout.write(`${line}\n`) });
  portal.ready.then(
    (opened) => {
      opened.on('letter', ({ to, code }) => tell({ type: 'letter', to, code }));
    },
    () => {},
  );
  return { exchange, portal };
}

async function start(data: string): Promise<void> {
  try {
    const { exchange, portal } = await (practice ??= open(data));
    const { url, domain, accounts } = exchange;
    const [account] = accounts;
    if (!account) throw new Error('no account');
    tell({
      type: 'started',
      url,
      account: { user: account.user, displayName: account.displayName, domain },
      password: account.password,
      portal: portal.url,
    });
  } catch (error) {
    practice = null;
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

async function stop(): Promise<void> {
  const running = await practice;
  await running?.portal.close();
  await running?.exchange.close();
  process.exit(0);
}

process.parentPort.on('message', ({ data }: { data: ToExchange }) => {
  void (data.type === 'start' ? start(data.data) : stop());
});
