/**
 * The browser edition on this machine: the built renderer on 127.0.0.1, with a practice exchange beside it.
 * `GET /practice` gives an account on that exchange, each time another, so that two tabs can call each other.
 */
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { preview, type Plugin } from 'vite';
import { contentSecurityPolicy } from '../../main/content-security-policy';
import { startExchange, type Exchange } from '../../main/exchange/index';
import type { PracticeAccount } from '../../preload/contract';
import { root } from '../setup/places.mjs';
import { pageFrame } from './page-frame';
import { practiceAccount } from './practice-account';

export interface Web {
  /** `http://127.0.0.1:PORT/` */
  address: string;
  exchange: Exchange;
  close(): Promise<void>;
}

function practice(exchange: Exchange): Plugin {
  let given = 0;
  const next = (): PracticeAccount => practiceAccount(exchange, given++ % exchange.accounts.length);
  return {
    name: 'practice',
    configurePreviewServer: (server) =>
      void server.middlewares.use('/practice', (request, response) => {
        // A page of another origin must not get at the account.
        const foreign = request.headers['sec-fetch-site'] === 'cross-site';
        response.writeHead(foreign ? 403 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(foreign ? '{}' : JSON.stringify(next()));
      }),
  };
}

export async function startWeb(port = 0): Promise<Web> {
  const exchange = await startExchange();
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: 'out/renderer' },
    plugins: [practice(exchange), pageFrame()],
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
    async close() {
      await server.close();
      await exchange.close();
    },
  };
}

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { port: { type: 'string', default: '0' } } });
  const web = await startWeb(Number(values.port));
  console.log(`Sidetone in the browser: ${web.address}`);
  console.log(`The practice exchange:   ${web.exchange.url} (for trying out; this machine only)`);
  console.log('Ctrl-C ends both.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await web.close();
}
