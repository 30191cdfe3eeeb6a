/**
 * The practice portal beside an exchange that must not wait for it: its address is there at once, its data once SQLite is
 * loaded. Who asks earlier waits.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from './index';
import type { Portal } from './portal';

export interface PortalBeside {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Rejects when it cannot be had, not even without a place on the disk. */
  ready: Promise<Portal>;
  close(): Promise<void>;
}

export interface BesideOptions {
  exchange: Exchange;
  /** The folder for the data; in memory unless given, and when it cannot be used. */
  data?: string;
  log: (message: string) => void;
}

/** Who is not registered by then does not mean to be. */
const REGISTERED_WITHIN_MS = 1_000;

export async function startPortalBeside({ exchange, data, log }: BesideOptions): Promise<PortalBeside> {
  // Loading it keeps this process busy for a while: not before the phone is registered.
  const ready = waited().then(open);
  ready.catch((error: unknown) => {
    log(`no portal: ${String(error)}`);
  });
  const server = createServer((request, response) => {
    ready.then(
      (portal) => portal.handle(request, response),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  async function waited(): Promise<void> {
    const long = new Promise<void>((resolve) => setTimeout(resolve, REGISTERED_WITHIN_MS).unref());
    await Promise.race([exchange.once('registered'), long]);
  }

  async function open(): Promise<Portal> {
    const { Portal } = await import('./portal');
    const make = (options: { data?: string }): Portal => new Portal({ exchange, log, ...options });
    try {
      return make(data === undefined ? {} : { data });
    } catch (error) {
      // Damaged, or another one's: trying out goes on without what was there.
      log(`the data of the portal cannot be used: ${String(error)}`);
      return make({});
    }
  }
  const opened = ready.then((portal) => {
    portal.listens(server, 'http', '127.0.0.1');
  });
  opened.catch(() => {});

  return {
    url: `http://127.0.0.1:${String(port)}`,
    ready,
    close: async () => {
      server.closeAllConnections();
      await ready.then(
        (portal) => portal.close(),
        () => server.close(),
      );
    },
  };
}
