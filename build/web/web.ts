/**
 * The browser edition on this machine: the built renderer on 127.0.0.1, with a practice exchange and its portal beside it.
 * `GET /practice` gives an account on that exchange, each time another, so that two tabs can call each other.
 */
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { contentSecurityPolicy } from '../../main/content-security-policy';
import { startExchange, type Exchange } from '../../main/exchange/index';
import { startPortal, type Portal } from '../../main/exchange/portal/index';
import { root } from '../setup/places.mjs';
import { pageFrame } from './page-frame';
import { practice } from './practice';

export interface Web {
  /** `http://127.0.0.1:PORT/` */
  address: string;
  exchange: Exchange;
  /** null: without an operator. */
  portal: Portal | null;
  close(): Promise<void>;
}

export interface WebOptions {
  /** 0: any that is free. */
  port?: number;
  /** Whether there is an operator's portal below the page's origin; there is unless told. */
  operator?: boolean;
  log?: (message: string) => void;
}

export async function startWeb({ port = 0, operator = true, log = () => {} }: WebOptions = {}): Promise<Web> {
  const exchange = await startExchange();
  const portal = operator ? await startPortal({ exchange, log }) : null;
  portal?.on('letter', ({ to, code }) => {
    log(`A letter to ${to}: the code is ${code}`);
  });
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: 'out/renderer' },
    plugins: [practice(exchange, portal), pageFrame()],
    preview: {
      host: '127.0.0.1',
      port,
      strictPort: port !== 0,
      headers: { 'content-security-policy': contentSecurityPolicy("'self'"), 'x-content-type-options': 'nosniff' },
    },
  });
  const { port: found } = server.httpServer.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${found}/`,
    exchange,
    portal,
    async close() {
      await server.close();
      await portal?.close();
      await exchange.close();
    },
  };
}

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { port: { type: 'string', default: '0' } } });
  const web = await startWeb({ port: Number(values.port), log: console.log });
  console.log(`Sidetone in the browser: ${web.address}`);
  console.log(`The practice exchange:   ${web.exchange.url} (for trying out; this machine only)`);
  console.log('Ctrl-C ends both.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await web.close();
}
