/** An exchange and a portal beside it, closed after the test. */
import { onTestFinished } from 'vitest';
import { ManualClock, startExchange, type Exchange } from '../../index';
import { startPortal, type Portal, type PortalOptions } from '../index';
import { PortalClient } from './portal-client';

export interface Practice {
  exchange: Exchange;
  portal: Portal;
  clock: ManualClock;
  /** Lines of both logs. */
  lines: string[];
  /** Somebody who has not signed in. */
  stranger(): PortalClient;
  /** Signed in as a user of the exchange. */
  user(name?: string): Promise<PortalClient>;
}

export async function startPractice(options: Partial<PortalOptions> = {}): Promise<Practice> {
  const clock = new ManualClock();
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const exchange = options.exchange ?? (await startExchange({ log }));
  const portal = await startPortal({ clock, log, ...options, exchange });
  onTestFinished(async () => {
    await portal.close();
    if (!options.exchange) await exchange.close();
  });
  const stranger = () => new PortalClient(portal);
  const user = (name = '1001') => {
    const account = exchange.accounts.find((known) => known.user === name);
    return stranger().signIn(name, account?.password ?? '');
  };
  return { exchange, portal, clock, lines, stranger, user };
}
